package dev.openshiftkafka.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an edit of the declared topics would do. */
class TopicGuardTest {
  private static Map<String, Object> topic(String name, int partitions) {
    return Map.of("name", name, "partitions", partitions, "replicationFactor", 2);
  }

  private static TopicGuard edits(Map<String, String> deployed, Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.read("local"), edits);
    return TopicGuard.of(deployed, new ConfigSource("openshift-kafka", "local", values).read());
  }

  private static TopicGuard edits(
      Map<String, String> deployed, boolean allowDelete, Object... topics) {
    return edits(
        deployed, Map.of("topics/declared", List.of(topics), "topics/allowDelete", allowDelete));
  }

  private static Map<String, String> shape(Object... topics) {
    return edits(Map.of(), false, topics).snapshot();
  }

  @Test
  void partitionsMayBecomeMoreAndNeverFewer() {
    var deployed = shape(topic("orders", 6), topic("payments", 6), topic("refunds", 3));
    var edits =
        edits(deployed, false, topic("orders", 3), topic("payments", 12), topic("refunds", 2));

    assertEquals(
        List.of(
            "partitions of topic orders: 6 -> 3: Kafka takes no partition away, and its records would"
                + " be lost; keep at least 6, or declare a topic of another name",
            "partitions of topic refunds: 3 -> 2: Kafka takes no partition away, and its records would"
                + " be lost; keep at least 3, or declare a topic of another name"),
        edits.refusals());
    assertEquals(
        List.of(),
        edits(deployed, false, topic("orders", 6), topic("payments", 12), topic("refunds", 3))
            .refusals());
  }

  @Test
  void aTopicThatIsDeclaredNoMoreStaysAndThatIsSaid() {
    var edits = edits(shape(topic("orders", 6), topic("old", 1)), false, topic("orders", 6));

    assertEquals(
        List.of(
            "These topics are declared no more, and stay in the cluster with their records, because"
                + " topics.allowDelete is false: old. After this update the stack knows nothing of"
                + " them"),
        edits.warnings());
    assertEquals("6: orders", edits.snapshot().get("topics.byPartitions"));
  }

  @Test
  void thatIsSaidOfTheLastOneToo() {
    var edits = edits(shape(topic("old", 1)), false);

    assertEquals(1, edits.warnings().size());
    assertEquals(Map.of(), edits.snapshot());
  }

  @Test
  void whereDeletionIsAllowedItIsDeletedAndThatIsSaidLoudly() {
    var edits =
        edits(shape(topic("a", 1), topic("b", 1), topic("orders", 6)), true, topic("orders", 6));

    assertEquals(
        List.of(
            "These topics will be deleted with all their records, because they are declared no more"
                + " and topics.allowDelete is true: a, b"),
        edits.warnings());
  }

  @Test
  void nothingChangesAfterADeletionUntilTheNextEdit() {
    var deleted = edits(shape(topic("old", 1), topic("orders", 6)), true, topic("orders", 6));
    var again = edits(deleted.snapshot(), true, topic("orders", 6));

    assertEquals(deleted.snapshot(), again.snapshot());
    assertEquals(List.of(), again.warnings());
  }

  @Test
  void theShapeOfManyTopicsIsSmall() {
    Object[] topics =
        IntStream.range(0, 200).mapToObj(i -> topic("topic-%03d".formatted(i), 3)).toArray();
    var edits = edits(Map.of(), false, topics);

    assertTrue(edits.snapshot().toString().length() < 2500, edits.snapshot().toString());
    assertEquals(List.of(), edits(edits.snapshot(), false, topics).warnings());
  }

  @Test
  void morePartitionsThanBrokersBearAreWarnedOf() {
    assertEquals(List.of(), edits(Map.of(), false, topic("orders", 6000)).warnings());
    assertEquals(
        List.of(
            "topics.declared has 12004 replicas of partitions, 4001 on each of 3 brokers; Kafka's own"
                + " guidance is 4000 at most. Add brokers, or declare fewer partitions"),
        edits(Map.of(), false, topic("orders", 6000), topic("more", 2)).warnings());
  }
}
