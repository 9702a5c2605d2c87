package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The procedure of docs/restore.md: copies of all volumes, taken under load, brought up as a new
 * stack.
 */
@Needs(Capability.MACHINE)
@Tag("nightly")
class RestoreIT {
  private static final String VERSION = PinnedVersions.KAFKA_4;
  private static final int RECORDS = 20_000;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final LocalStack stack = LocalStack.kraft("e2e-restore");

  @BeforeEach
  void emptyVolumes() {
    LocalStack.emptyVolumes();
    snapshot("remove");
  }

  @AfterEach
  void takeDown() {
    stack.destroy();
    LocalStack.emptyVolumes();
    snapshot("remove");
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  private static void snapshot(String action, String... arguments) {
    var command = new ArrayList<>(List.of("local/snapshot", action, "restore"));
    command.addAll(List.of(arguments));
    Shell.run(LIMIT, Map.of(), command.toArray(String[]::new));
  }

  /**
   * Records that were acknowledged before the first copy are on all in-sync replicas, and thus in
   * all copies. Of those acknowledged between the copies, as many are lost as the elected leaders
   * lack.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void up_copiesOfVolumes_haveAcknowledgedRecords(int secondsApart) throws Exception {
    stack.up();
    WrittenRecords kept;
    String checksum;
    Set<String> before;
    Set<String> atTheEnd;
    try (var client = new ClientPod(VERSION, stack.output("bootstrapServers"))) {
      kept = WrittenRecords.write(client, "kept", RECORDS);
      checksum = kept.checksum(client);
      var traffic = Traffic.start(client, "during");
      before = traffic.acknowledged();
      snapshot("take", String.valueOf(secondsApart));
      traffic.awaitProgress();
      traffic.stopAndVerify();
      atTheEnd = traffic.acknowledged();
    }
    stack.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
    LocalStack.emptyVolumes();
    snapshot("restore");

    stack.up();

    try (var client = new ClientPod(VERSION, stack.output("bootstrapServers"))) {
      assertEquals("", client.underReplicated());
      assertEquals(checksum, kept.checksum(client), "records that nobody wrote during the copies");
      Set<String> read = WrittenRecords.values(client, "during");
      var lost = new TreeSet<>(before);
      lost.removeAll(read);
      String report =
          ("copies %d s apart: %d of %d records acknowledged before the first copy are missing, and"
                  + " %d of %d acknowledged afterwards\n")
              .formatted(
                  secondsApart,
                  lost.size(),
                  before.size(),
                  atTheEnd.stream().filter(n -> !before.contains(n) && !read.contains(n)).count(),
                  atTheEnd.size() - before.size());
      Files.writeString(Path.of("target/e2e/restore-" + secondsApart + ".txt"), report);
      assertEquals(Set.of(), lost, "acknowledged before the first copy and missing");
      assertTrue(!read.isEmpty(), report);
      WrittenRecords.write(client, "afterwards", 1000);
    }
  }
}
