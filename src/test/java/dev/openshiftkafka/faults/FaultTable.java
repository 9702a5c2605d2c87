package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Rounds as Markdown, one row for those that differ in nothing but their number. */
final class FaultTable {
  private static final String HEAD =
      """
      | Fault | Metadata | Brokers | Records/s | Rounds | Acked | Lost | Out of order | Duplicates | One partition without an ack: median | worst | at most | All without: worst | In sync again: worst |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private FaultTable() {}

  private record Kind(int order, MetadataMode mode, Variant variant, int recordsPerSecond) {
    static Kind of(Round round) {
      return new Kind(
          Faults.ALL.indexOf(Faults.named(round.fault())),
          round.mode(),
          round.variant(),
          round.recordsPerSecond());
    }
  }

  static String of(List<Round> rounds) {
    Map<Kind, List<Round>> kinds = new LinkedHashMap<>();
    rounds.forEach(
        round -> kinds.computeIfAbsent(Kind.of(round), any -> new ArrayList<>()).add(round));
    var table = new StringBuilder(HEAD);
    kinds.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(FaultTable::compare))
        .forEach(kind -> table.append(row(kind.getKey(), kind.getValue())));
    return table.toString();
  }

  private static int compare(Kind one, Kind other) {
    return Comparator.comparingInt(Kind::order)
        .thenComparing(Kind::mode)
        .thenComparing(Kind::recordsPerSecond)
        .thenComparing(Kind::variant)
        .compare(one, other);
  }

  private static String row(Kind kind, List<Round> rounds) {
    Fault fault = Faults.ALL.get(kind.order());
    var cells =
        List.of(
            fault.title(),
            kind.mode() == MetadataMode.KRAFT ? "KRaft" : "ZooKeeper",
            kind.variant().title(),
            number(kind.recordsPerSecond()),
            number(rounds.size()),
            number(sum(rounds, round -> round.summary().verdict().acked())),
            number(sum(rounds, round -> round.summary().verdict().lost())),
            number(
                sum(
                    rounds,
                    round ->
                        round.summary().verdict().disordered()
                            + round.summary().verdict().misplaced())),
            number(sum(rounds, round -> round.summary().verdict().duplicates())),
            seconds(median(rounds, round -> round.summary().partitionSilentMillis())),
            seconds(most(rounds, round -> round.summary().partitionSilentMillis())),
            fault.bound(kind.mode()).map(bound -> bound.toSeconds() + " s").orElse(""),
            seconds(most(rounds, round -> round.summary().silentMillis())),
            seconds(most(rounds, Round::healedMillis)));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static long sum(List<Round> rounds, ToLongFunction<Round> of) {
    return rounds.stream().mapToLong(of).sum();
  }

  private static long most(List<Round> rounds, ToLongFunction<Round> of) {
    return rounds.stream().mapToLong(of).max().orElseThrow();
  }

  private static long median(List<Round> rounds, ToLongFunction<Round> of) {
    long[] sorted = rounds.stream().mapToLong(of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
