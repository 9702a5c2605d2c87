package dev.openshiftkafka.stack.topics;

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

/** Tests of the Job that an edit of the declared topics runs. */
class TopicsUpdateTest {
  private static Map<String, Object> topic(String name, int partitions) {
    return Map.of("name", name, "partitions", partitions, "replicationFactor", 2);
  }

  private static TopicsUpdate edits(Map<String, String> deployed, Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.read("local"), edits);
    return new TopicsUpdate(deployed, new ConfigSource("openshift-kafka", "local", values).read());
  }

  private static TopicsUpdate edits(
      Map<String, String> deployed, boolean allowDelete, Object... topics) {
    return edits(
        deployed, Map.of("topics/declared", List.of(topics), "topics/allowDelete", allowDelete));
  }

  private static Map<String, String> shape(Object... topics) {
    return edits(Map.of(), false, topics).snapshot();
  }

  @Test
  void update_topicRemoved_isKept() {
    var edits = edits(shape(topic("orders", 6), topic("old", 1)), false, topic("orders", 6));

    assertTrue(edits.job().data().get("topics.json").contains("\"delete\" : [ ]"));
    assertEquals("6: orders", edits.snapshot().get("topics.byPartitions"));
  }

  @Test
  void update_allowDelete_deletesTopic() {
    var edits =
        edits(shape(topic("a", 1), topic("b", 1), topic("orders", 6)), true, topic("orders", 6));

    assertTrue(
        edits
            .job()
            .data()
            .get("topics.json")
            .contains("\"delete\" : [\n    \"a\",\n    \"b\"\n  ]"),
        edits.job().data().toString());
  }

  @Test
  void update_afterDeletion_isUnchanged() {
    var deleted = edits(shape(topic("old", 1), topic("orders", 6)), true, topic("orders", 6));
    var again = edits(deleted.snapshot(), true, topic("orders", 6));

    assertFalse(deleted.isUnchanged());
    assertTrue(again.isUnchanged());
    assertEquals(deleted.job().id(), again.job().id());
    assertEquals(deleted.snapshot(), again.snapshot());
  }

  /** A user may have created a topic of this name in the meantime. */
  @Test
  void update_laterEdit_doesNotDeleteAgain() {
    var deleted = edits(shape(topic("old", 1), topic("orders", 6)), true, topic("orders", 6));
    var later = edits(deleted.snapshot(), true, topic("orders", 7));

    assertFalse(later.job().data().get("topics.json").contains("old"));
    assertFalse(later.snapshot().containsKey("topics.deleted"));
    var otherProgram = new HashMap<>(deleted.snapshot());
    otherProgram.put("topics.job", "of another version");
    assertFalse(
        edits(otherProgram, true, topic("orders", 6)).job().data().toString().contains("old"));
    assertFalse(
        edits(deleted.snapshot(), false, topic("orders", 6))
            .job()
            .data()
            .toString()
            .contains("old"));
  }

  @Test
  void id_topicOrder_isIrrelevant() {
    String id = edits(Map.of(), false, topic("a", 1), topic("b", 1)).job().id();

    assertEquals(id, edits(Map.of(), false, topic("b", 1), topic("a", 1)).job().id());
    assertNotEquals(id, edits(Map.of(), false, topic("a", 1), topic("b", 2)).job().id());
    assertNotEquals(
        id,
        edits(
                Map.of(),
                Map.of(
                    "topics/declared",
                    List.of(topic("a", 1), topic("b", 1)),
                    "kafka/version",
                    "3.9.1"))
            .job()
            .id());
  }

  @Test
  void snapshot_manyTopics_isSmall() {
    Object[] topics =
        IntStream.range(0, 200).mapToObj(i -> topic("topic-%03d".formatted(i), 3)).toArray();
    var edits = edits(Map.of(), false, topics);

    assertTrue(edits.snapshot().toString().length() < 2500, edits.snapshot().toString());
    assertTrue(edits(edits.snapshot(), false, topics).isUnchanged());
  }
}
