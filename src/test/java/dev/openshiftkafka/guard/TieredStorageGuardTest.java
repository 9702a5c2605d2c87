package dev.openshiftkafka.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes of tiered storage: refusals, warnings and the snapshot. */
class TieredStorageGuardTest {
  private static final String LOCATION =
      "io.aiven.kafka.tieredstorage.RemoteStorageManager"
          + " {storage.s3.bucket.name=prod-m3n9r-kafka-tiered-storage}";

  private static TieredStorageGuard guard(Map<String, String> deployed, Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.tiered(), edits);
    return TieredStorageGuard.of(
        deployed, new ConfigSource("openshift-kafka", "prod", values).read());
  }

  private static Map<String, String> deployed() {
    return guard(Map.of(), Map.of()).snapshot();
  }

  private static Map<String, Object> topics(Map<String, String> settings) {
    return Map.of(
        "topics/declared",
        List.of(Map.of("name", "events", "partitions", 12, "settings", settings)));
  }

  private static Map<String, Object> withoutStorage(List<?> topics) {
    var edits = new HashMap<String, Object>();
    edits.put("kafka/tieredStorage", null);
    edits.put("aws/tieredStorage", null);
    edits.put("topics/declared", topics);
    return edits;
  }

  @Test
  void snapshot_tieredTopic_hasTopicAndLocation() {
    assertThat(deployed())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("tieredStorage.topics", "events", "tieredStorage.location", LOCATION));
    assertThat(guard(Map.of(), withoutStorage(List.of())).snapshot()).isEmpty();
  }

  @Test
  void refusals_unchanged_empty() {
    assertThat(guard(deployed(), Map.of()).refusals()).isEmpty();
    assertThat(guard(Map.of(), Map.of()).refusals()).isEmpty();
  }

  @Test
  void refusals_storageRemoved_namesTopics() {
    var removed = guard(deployed(), withoutStorage(List.of()));

    assertThat(removed.refusals())
        .containsExactly(
            "kafka.tieredStorage: is removed, but topics have records in remote storage: events;"
                + " delete the topics, or set remote.storage.enable false and"
                + " remote.log.delete.on.disable true for them in an update before, which deletes"
                + " those records");
    // The topic still exists, although the stack no longer declares it.
    assertThat(removed.snapshot()).containsEntry("tieredStorage.topics", "events");
  }

  @Test
  void refusals_otherBucket_namesBothPlaces() {
    assertThat(guard(deployed(), Map.of("aws/tieredStorage/bucket", "other")).refusals())
        .containsExactly(
            "kafka.tieredStorage: "
                + LOCATION
                + " -> io.aiven.kafka.tieredstorage.RemoteStorageManager"
                + " {storage.s3.bucket.name=other}: Kafka would not find the records of topics in"
                + " the old place: events; keep it");
    assertThat(guard(deployed(), Map.of("kafka/tieredStorage/settings/chunk.size", "1")).refusals())
        .isEmpty();
  }

  @Test
  void refusals_topicWithoutRemoteStorage_needsDeletion() {
    assertThat(guard(deployed(), topics(Map.of())).refusals())
        .containsExactly(
            "remote.storage.enable of topic events: true -> false: Kafka refuses it while records"
                + " are in remote storage; keep it, with remote.log.copy.disable true to copy no"
                + " more, or set it to false with remote.log.delete.on.disable true, which deletes"
                + " those records");
    assertThat(
            guard(
                    deployed(),
                    topics(
                        Map.of("remote.storage.enable", "true", "remote.log.copy.disable", "true")))
                .refusals())
        .isEmpty();
  }

  @Test
  void warnings_recordsDeleted_namesTopics() {
    var off =
        guard(
            deployed(),
            topics(
                Map.of("remote.storage.enable", "false", "remote.log.delete.on.disable", "true")));

    assertThat(off.refusals()).isEmpty();
    assertThat(off.warnings())
        .containsExactly(
            "topics.declared: the records in remote storage of these topics will be deleted,"
                + " because remote.log.delete.on.disable is true: events");
    assertThat(off.snapshot()).doesNotContainKey("tieredStorage.topics");
    // Then the storage can go.
    assertThat(guard(off.snapshot(), withoutStorage(new ArrayList<>())).refusals()).isEmpty();
  }

  @Test
  void snapshot_deletedTopic_isForgotten() {
    var deleted =
        guard(deployed(), Map.of("topics/declared", List.of(), "topics/allowDelete", true));

    assertThat(deleted.refusals()).isEmpty();
    assertThat(deleted.snapshot()).doesNotContainKey("tieredStorage.topics");
  }
}
