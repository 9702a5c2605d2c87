package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Rounds as a Markdown table: one row for each fault, metadata mode and rate, with columns of the
 * declared and of the plain variant.
 */
final class FaultTable {
  private static final String HEAD =
      """
      | Fault | Metadata | Records/s | Rounds | Acked | Lost | Out of order | Duplicates | One partition without an ack: median | worst | at most | All without: worst | In sync again: worst | Plain: rounds | lost | one partition without an ack: median | worst |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

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
