package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The lifecycle of many declared topics. Each test depends on the previous ones. */
@Tag("nightly")
@Needs({Capability.PODS, Capability.KRAFT})
@TestMethodOrder(OrderAnnotation.class)
class TopicsIT {
  private static final int COUNT = 200;
  private static final LocalStack STACK = LocalStack.kraft("e2e-topics");
  private static final Topics TOPICS = new Topics(STACK, PinnedVersions.KAFKA_4);
  private static final Map<String, String> EXPECTED = new TreeMap<>();

  @BeforeAll
  static void bringUp() {
    LocalStack.emptyVolumes();
    for (int i = 0; i < COUNT; i++) {
      int partitions = 1 + i % 3;
      int factor = 1 + i % 2;
      TOPICS.put(name(i), partitions, factor, Map.of("retention.ms", 60_000 + i));
      EXPECTED.put(name(i), partitions + " x " + factor);
    }
    STACK.up();
  }

  @AfterAll
  static void takeDown() {
    TOPICS.close();
    STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  private static String name(int i) {
    return "topic-%03d".formatted(i);
  }

  @Test
  @Order(1)
  void up_newTopics_createsAll() throws Exception {
    assertEquals(COUNT, EXPECTED.size());
    assertEquals(EXPECTED, TOPICS.described());
    assertEquals(Map.of("retention.ms", "60007"), TOPICS.settings(name(7)));
  }

  @Test
  @Order(2)
  void up_unchanged_noChanges() {
    STACK.run("up", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
    STACK.run("refresh", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
  }

  @Test
  @Order(3)
  void up_topicsChanged_addsPartitionsReplicasConfigs() throws Exception {
    TOPICS.put(name(0), 6, 1, Map.of("retention.ms", 60_000));
    TOPICS.put(name(1), 5, 3, Map.of("retention.ms", 60_001));
    TOPICS.put(name(2), 3, 1, Map.of("retention.ms", 99, "cleanup.policy", "compact"));
    TOPICS.put(name(3), 1, 1, Map.of());
    TOPICS.up();

    EXPECTED.putAll(Map.of(name(0), "6 x 1", name(1), "5 x 3", name(3), "1 x 1"));
    assertEquals(EXPECTED, TOPICS.described());
    assertEquals(
        Map.of("cleanup.policy", "compact", "retention.ms", "99"), TOPICS.settings(name(2)));
    assertEquals(Map.of(), TOPICS.settings(name(3)));
    assertEquals(
        List.of(
            "add partitions to topic-000: 1 -> 6",
            "reassign topic-001: replication factor 3 for 2 of 2 partitions",
            "add partitions to topic-001: 2 -> 5",
            "set topic-002: cleanup.policy=compact",
            "set topic-002: retention.ms=60002 -> 99",
            "set topic-003: retention.ms=60003 -> broker default",
            "reassign topic-003: replication factor 1 for 1 of 1 partitions"),
        TOPICS.planOfTheJob());
  }

  @Test
  @Order(4)
  void preview_fewerPartitions_rejected() {
    var result =
        STACK.attemptEdited(
            Map.of("topics/declared/0/partitions", 5), "preview", "--non-interactive");

    assertFalse(result.ok(), result.output());
    assertTrue(result.output().contains("partitions of topic topic-000: 6 -> 5"), result.output());
  }

  @Test
  @Order(5)
  void up_topicRemoved_keepsTopicWithWarning() throws Exception {
    TOPICS.remove(name(10));
    String warning =
        "stay in the cluster with their records, because topics.allowDelete is false: ";
    for (String output : List.of(STACK.run("preview", "--non-interactive"), TOPICS.up())) {
      assertTrue(output.contains(warning + name(10)), output);
    }

    assertEquals(EXPECTED, TOPICS.described());
    assertEquals(
        List.of("no changes: " + (COUNT - 1) + " topics match the declaration"),
        TOPICS.planOfTheJob());
  }

  @Test
  @Order(6)
  void up_topicRemovedDeleteAllowed_deletesOnce() throws Exception {
    STACK.edit(Map.of("topics/allowDelete", true));
    TOPICS.remove(name(11));
    for (String output : List.of(STACK.run("preview", "--non-interactive"), TOPICS.up())) {
      assertTrue(output.contains("will be deleted with all their records"), output);
      assertTrue(output.contains("topics.allowDelete is true: " + name(11)), output);
    }

    EXPECTED.remove(name(11));
    assertEquals(EXPECTED, TOPICS.described());
    assertEquals(List.of("delete topic-011, with all its records"), TOPICS.planOfTheJob());
    STACK.run("up", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
  }

  @Test
  @Order(7)
  void up_invalidConfig_failsAndNextUpRepairs() throws Exception {
    TOPICS.put("new", 1, 1, Map.of());
    TOPICS.put(name(12), 1, 1, Map.of("min.compaction.lag.ms", 100, "max.compaction.lag.ms", 50));
    TOPICS.put(name(13), 2, 2, Map.of("remote.storage.enable", true));
    var result = STACK.attempt("up", "--yes", "--non-interactive", "--skip-preview");

    assertFalse(result.ok(), result.output());
    for (String word :
        List.of("topic topic-012: ", "max.compaction.lag.ms", "topic topic-013: ", "remote")) {
      assertTrue(result.output().contains(word), word + " is not in " + result.output());
    }
    assertEquals(EXPECTED, TOPICS.described());

    TOPICS.put(name(12), 1, 1, Map.of()).put(name(13), 2, 2, Map.of()).up();
    EXPECTED.put("new", "1 x 1");
    EXPECTED.put(name(12), "1 x 1");
    assertEquals(EXPECTED, TOPICS.described());
  }

  /** An unchanged declaration is retried only after a failure. */
  @Test
  @Order(8)
  void up_jobFailed_retriesWithoutEdit() throws Exception {
    TOPICS.put(name(14), 9, 1, Map.of());
    TOPICS.tool("--alter", "--topic", name(14), "--partitions", "10");
    var result = STACK.attempt("up", "--yes", "--non-interactive", "--skip-preview");
    assertFalse(result.ok(), result.output());
    assertTrue(
        result.output().contains("topic topic-014: has 10 partitions in the cluster"),
        result.output());
    TOPICS.tool("--delete", "--topic", name(14));
    TOPICS.up();

    EXPECTED.put(name(14), "9 x 1");
    assertEquals(EXPECTED, TOPICS.described());
  }

  /** After the Job is deleted, a refresh notices, and the new Job finds nothing to change. */
  @Test
  @Order(9)
  void up_jobDeleted_newJobChangesNothing() {
    Shell.kubectl("delete", "job", "kafka-topics", "-n", LocalStack.NAMESPACE, "--wait=true");
    STACK.run("refresh", "--yes", "--non-interactive", "--skip-preview");
    TOPICS.up();

    assertEquals(
        List.of("no changes: " + TOPICS.list().size() + " topics match the declaration"),
        TOPICS.planOfTheJob());
  }
}
