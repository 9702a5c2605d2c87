package dev.openshiftkafka.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Changes of the declared topics: refusals, warnings and the snapshot. */
class TopicGuardTest {
  private static Map<String, Object> topic(String name, int partitions) {
    return Map.of("name", name, "partitions", partitions, "replicationFactor", 2);
  }

  private static TopicGuard guard(Map<String, String> deployed, Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.read("local"), edits);
    return TopicGuard.of(deployed, new ConfigSource("openshift-kafka", "local", values).read());
  }

  private static TopicGuard guard(
      Map<String, String> deployed, boolean allowDelete, Object... topics) {
    return guard(
        deployed, Map.of("topics/declared", List.of(topics), "topics/allowDelete", allowDelete));
  }

  private static Map<String, String> snapshot(Object... topics) {
    return guard(Map.of(), false, topics).snapshot();
  }

  @Test
  void refusals_fewerPartitions_refused() {
    var deployed = snapshot(topic("orders", 6), topic("payments", 6), topic("refunds", 3));
    var guard =
        guard(deployed, false, topic("orders", 3), topic("payments", 12), topic("refunds", 2));

    assertEquals(
        List.of(
            "partitions of topic orders: 6 -> 3: Kafka cannot decrease the number of partitions,"
                + " whose records would be lost; keep at least 6, or declare a topic with another"
                + " name",
            "partitions of topic refunds: 3 -> 2: Kafka cannot decrease the number of partitions,"
                + " whose records would be lost; keep at least 3, or declare a topic with another"
                + " name"),
        guard.refusals());
    assertEquals(
        List.of(),
        guard(deployed, false, topic("orders", 6), topic("payments", 12), topic("refunds", 3))
            .refusals());
  }

  @Test
  void warnings_topicRemoved_saysThatTopicStays() {
    var guard = guard(snapshot(topic("orders", 6), topic("old", 1)), false, topic("orders", 6));

    assertEquals(
        List.of(
            "topics.declared: removed topics stay in the cluster with their records, because"
                + " topics.allowDelete is false: old; after this update, the stack no longer"
                + " manages them"),
        guard.warnings());
    assertEquals("6: orders", guard.snapshot().get("topics.byPartitions"));
  }

  @Test
  void warnings_lastTopicRemoved_warns() {
    var guard = guard(snapshot(topic("old", 1)), false);

    assertEquals(1, guard.warnings().size());
    assertEquals(Map.of(), guard.snapshot());
  }

  @Test
  void warnings_topicRemovedAndDeletionAllowed_warnsOfDeletion() {
    var guard =
        guard(snapshot(topic("a", 1), topic("b", 1), topic("orders", 6)), true, topic("orders", 6));

    assertEquals(
        List.of(
            "topics.declared: removed topics will be deleted with all their records, because"
                + " topics.allowDelete is true: a, b"),
        guard.warnings());
  }

  @Test
  void snapshot_afterDeletion_unchangedUntilNextEdit() {
    var deleted = guard(snapshot(topic("old", 1), topic("orders", 6)), true, topic("orders", 6));
    var again = guard(deleted.snapshot(), true, topic("orders", 6));

    assertEquals(deleted.snapshot(), again.snapshot());
    assertEquals(List.of(), again.warnings());
  }

  @Test
  void snapshot_manyTopics_isSmall() {
    Object[] topics =
        IntStream.range(0, 200).mapToObj(i -> topic("topic-%03d".formatted(i), 3)).toArray();
    var guard = guard(Map.of(), false, topics);

    assertTrue(guard.snapshot().toString().length() < 2500, guard.snapshot().toString());
    assertEquals(List.of(), guard(guard.snapshot(), false, topics).warnings());
  }

  @Test
  void warnings_tooManyReplicasPerBroker_warns() {
    assertEquals(List.of(), guard(Map.of(), false, topic("orders", 6000)).warnings());
    assertEquals(
        List.of(
            "topics.declared: 12004 partition replicas on 3 brokers are 4001 per broker, but Kafka"
                + " recommends at most 4000; add brokers or declare fewer partitions"),
        guard(Map.of(), false, topic("orders", 6000), topic("more", 2)).warnings());
  }
}
