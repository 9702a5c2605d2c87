package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Rounds as a Markdown table: one row for each fault, metadata mode and rate, with columns of the
 * declared and of the plain variant.
 */
final class FaultTable {
  private static final String HEAD =
      """
      | Fault | Metadata | Records/s | Rounds | Acknowledged | Lost | Out of order | Duplicates | Gap of one partition: median | worst | limit | Gap of all partitions: worst | In sync again after: worst | Plain StatefulSet: rounds | lost | gap of one partition: median | worst |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private static final String SUMMARY_HEAD =
      """
      | Fault | Rounds | Acknowledged | Lost | ZooKeeper: longest gap (limit) | KRaft: longest gap (limit) |
      | --- | --- | --- | --- | --- | --- |
      """;

  /** Rounds of each metadata mode and rate below which a fault is not summarized. */
  private static final int ENOUGH_ROUNDS = 10;

  private FaultTable() {}

  private record Kind(int order, MetadataMode mode, int recordsPerSecond) {
    static Kind of(Round round) {
      return new Kind(
          Faults.ALL.indexOf(Faults.named(round.fault())), round.mode(), round.recordsPerSecond());
    }
  }

  static String of(List<Round> rounds) {
    var kinds =
        new TreeMap<Kind, List<Round>>(
            Comparator.comparingInt(Kind::order)
                .thenComparing(Kind::mode)
                .thenComparing(Kind::recordsPerSecond));
    rounds.forEach(
        round -> kinds.computeIfAbsent(Kind.of(round), any -> new ArrayList<>()).add(round));
    var table = new StringBuilder(HEAD);
    kinds.forEach((kind, ofKind) -> table.append(row(kind, ofKind)));
    return table.toString();
  }

  /**
   * One row for each fault with enough rounds of the declared stack, and one for all of its rounds.
   */
  static String summary(List<Round> rounds) {
    List<Round> declared = with(Variant.STACK, rounds);
    var table = new StringBuilder(SUMMARY_HEAD);
    for (Fault fault : Faults.ALL) {
      List<Round> ofFault = declared.stream().filter(r -> r.fault().equals(fault.name())).toList();
      if (isMeasured(ofFault)) {
        table.append(
            summaryRow(
                fault.title(),
                ofFault,
                gap(fault, MetadataMode.ZOOKEEPER, ofFault),
                gap(fault, MetadataMode.KRAFT, ofFault)));
      }
    }
    return table.append(summaryRow("all faults", declared, "", "")).toString();
  }

  private static boolean isMeasured(List<Round> rounds) {
    var counts =
        rounds.stream().collect(Collectors.groupingBy(Kind::of, Collectors.counting())).values();
    return counts.size() >= MetadataMode.values().length
        && counts.stream().allMatch(count -> count >= ENOUGH_ROUNDS);
  }

  private static String summaryRow(
      String title, List<Round> rounds, String zooKeeper, String kraft) {
    var cells =
        List.of(
            title,
            number(rounds.size()),
            sum(rounds, round -> round.summary().verdict().acked()),
            lost(rounds),
            zooKeeper,
            kraft);
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String gap(Fault fault, MetadataMode mode, List<Round> rounds) {
    List<Round> ofMode = rounds.stream().filter(round -> round.mode() == mode).toList();
    String limit = fault.bound(mode).map(bound -> bound.toSeconds() + " s").orElse("none");
    return most(ofMode, FaultTable::silence) + " (" + limit + ")";
  }

  private static String row(Kind kind, List<Round> rounds) {
    Fault fault = Faults.ALL.get(kind.order());
    List<Round> declared = with(Variant.STACK, rounds);
    List<Round> plain = with(Variant.PLAIN, rounds);
    var cells =
        List.of(
            fault.title(),
            kind.mode() == MetadataMode.KRAFT ? "KRaft" : "ZooKeeper",
            number(kind.recordsPerSecond()),
            number(declared.size()),
            sum(declared, round -> round.summary().verdict().acked()),
            lost(declared),
            sum(
                declared,
                round ->
                    round.summary().verdict().disordered() + round.summary().verdict().misplaced()),
            sum(declared, round -> round.summary().verdict().duplicates()),
            median(declared, FaultTable::silence),
            most(declared, FaultTable::silence),
            fault.bound(kind.mode()).map(bound -> bound.toSeconds() + " s").orElse(""),
            most(declared, round -> round.summary().silentMillis()),
            most(declared, Round::healedMillis),
            plain.isEmpty() ? "" : number(plain.size()),
            lost(plain),
            median(plain, FaultTable::silence),
            most(plain, FaultTable::silence));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static List<Round> with(Variant variant, List<Round> rounds) {
    return rounds.stream().filter(round -> round.variant() == variant).toList();
  }

  private static long silence(Round round) {
    return round.summary().partitionSilentMillis();
  }

  private static String lost(List<Round> rounds) {
    return sum(rounds, round -> round.summary().verdict().lost());
  }

  /** Returns an empty cell without rounds, because 0 would be a measurement. */
  private static String sum(List<Round> rounds, ToLongFunction<Round> of) {
    return rounds.isEmpty() ? "" : number(rounds.stream().mapToLong(of).sum());
  }

  private static String most(List<Round> rounds, ToLongFunction<Round> of) {
    return rounds.isEmpty() ? "" : seconds(rounds.stream().mapToLong(of).max().orElseThrow());
  }

  private static String median(List<Round> rounds, ToLongFunction<Round> of) {
    if (rounds.isEmpty()) {
      return "";
    }
    long[] sorted = rounds.stream().mapToLong(of).sorted().toArray();
    int middle = sorted.length / 2;
    return seconds(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
