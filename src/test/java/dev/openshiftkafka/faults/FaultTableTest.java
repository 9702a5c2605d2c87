package dev.openshiftkafka.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.ledger.Summary;
import dev.openshiftkafka.ledger.Verdict;
import dev.openshiftkafka.testing.Golden;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of rounds: whether they passed, and their table. */
class FaultTableTest {
  /** All recorded rounds of `make faults`, which appends to it. */
  private static final Path RECORDED = Path.of("src/test/resources/faults/rounds.jsonl");

  private static final Path PAGE = Path.of("docs/faults.md");

  private static Round round(String fault, Variant variant, int number, long silent, long lost) {
    var verdict = new Verdict(100_000, 0, lost, 0, 0, number, 0, List.of());
    return new Round(
        fault,
        MetadataMode.KRAFT,
        variant,
        3000,
        number,
        1,
        20_000 + number * 1000L,
        2,
        new Summary(verdict, 100_000, silent / 2, silent, 0, 0, ""));
  }

  @Test
  void of_rounds_groupsAndSortsRows() {
    String table =
        FaultTable.of(
            List.of(
                round("kill-broker", Variant.STACK, 1, 9500, 0),
                round("drain", Variant.PLAIN, 1, 4000, 0),
                round("roll", Variant.PLAIN, 1, 58_000, 5),
                round("roll", Variant.STACK, 1, 400, 0),
                round("roll", Variant.STACK, 2, 800, 7),
                round("roll", Variant.STACK, 3, 2900, 0)));

    assertEquals(
        List.of(
            "| rolling restart of all brokers | KRaft | 3,000 | 3 | 300,000 | 7 | 0 | 6"
                + " | 0.8 s | 2.9 s | 3 s | 1.5 s | 23.0 s | 1 | 5 | 58.0 s | 58.0 s |",
            "| broker killed (SIGKILL), restarted by the kubelet | KRaft | 3,000 | 1 |"
                + " 100,000 | 0 | 0 | 1 | 9.5 s | 9.5 s | 11 s | 4.8 s | 21.0 s |  |  |  |  |",
            "| node drained | KRaft | 3,000 | 0 |  |  |  |  |  |  | 3 s |  |  | 1 | 0 | 4.0 s | 4.0 s |"),
        table.lines().skip(2).toList());
  }

  @Test
  void passed_lostRecordOrLimitExceeded_false() {
    assertTrue(round("roll", Variant.STACK, 1, 3000, 0).withinBound());
    assertFalse(round("roll", Variant.STACK, 1, 3001, 0).withinBound());
    assertTrue(round("roll", Variant.STACK, 1, 3001, 0).kept());
    assertFalse(round("roll", Variant.STACK, 1, 0, 1).kept());
    assertTrue(round("roll", Variant.STACK, 1, 3000, 0).passed());
    assertFalse(round("roll", Variant.STACK, 1, 3001, 0).passed());
    assertTrue(round("roll", Variant.PLAIN, 1, 3001, 0).passed());
    assertFalse(round("roll", Variant.PLAIN, 1, 0, 1).passed());
  }

  @Test
  void read_appendedRounds_areEqual(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/rounds.jsonl");
    Round first = round("roll", Variant.STACK, 1, 400, 0);
    Round second = round("pause", Variant.PLAIN, 2, 500, 3);
    RoundFile.append(file, first);
    RoundFile.append(file, second);

    assertEquals(List.of(first, second), RoundFile.read(file));
  }

  @Test
  void of_recordedRounds_matchesDocumentation() throws Exception {
    Golden.assertPart(
        PAGE,
        "<!-- rounds: from FaultTableTest -->\n",
        "<!-- end of rounds -->",
        FaultTable.of(RoundFile.read(RECORDED)));
  }

  @Test
  void summary_recordedRounds_matchesDocumentation() throws Exception {
    String summary = FaultTable.summary(RoundFile.read(RECORDED));

    assertTrue(summary.lines().count() <= 2 + 10, "more than ten rows:\n" + summary);
    Golden.assertPart(
        PAGE, "<!-- summary: from FaultTableTest -->\n", "<!-- end of summary -->", summary);
  }

  @Test
  void named_unknownFault_listsNames() {
    var names = new HashSet<>(Faults.ALL.stream().map(Fault::name).toList());
    assertEquals(Faults.ALL.size(), names.size());

    var thrown = assertThrows(IllegalArgumentException.class, () -> Faults.named("earthquake"));
    assertTrue(thrown.getMessage().contains("kill-broker, cut-zone"), thrown.getMessage());
  }
}
