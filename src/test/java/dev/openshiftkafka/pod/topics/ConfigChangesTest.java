package dev.openshiftkafka.pod.topics;

import static dev.openshiftkafka.pod.topics.Topology.override;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.pod.topics.Planner.ConfigChanges;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigType;
import org.junit.jupiter.api.Test;

/** Changes of a topic's configs. */
class ConfigChangesTest {
  private static final ConfigEntry RETENTION = override("retention.ms", "1000", ConfigType.LONG);

  private static ConfigChanges changes(Map<String, String> declared, ConfigEntry... actual) {
    return ConfigChanges.of(
        declared, Stream.of(actual).collect(Collectors.toMap(ConfigEntry::name, entry -> entry)));
  }

  @Test
  void of_configsDiffer_setsAndResets() {
    var changes =
        changes(
            Map.of("retention.ms", "2000", "min.insync.replicas", "2"),
            RETENTION,
            override("cleanup.policy", "compact", ConfigType.LIST));

    assertEquals(
        List.of(
            "cleanup.policy=compact -> broker default",
            "min.insync.replicas=2",
            "retention.ms=1000 -> 2000"),
        changes.lines());
    assertEquals(
        List.of(
            new AlterConfigOp(new ConfigEntry("cleanup.policy", null), AlterConfigOp.OpType.DELETE),
            new AlterConfigOp(
                new ConfigEntry("min.insync.replicas", "2"), AlterConfigOp.OpType.SET),
            new AlterConfigOp(new ConfigEntry("retention.ms", "2000"), AlterConfigOp.OpType.SET)),
        changes.changes());
  }

  @Test
  void of_otherSpelling_noChange() {
    var changes =
        changes(
            Map.of(
                "cleanup.policy", "compact, delete",
                "min.cleanable.dirty.ratio", "0.50",
                "preallocate", "TRUE"),
            override("cleanup.policy", "compact,delete", ConfigType.LIST),
            override("min.cleanable.dirty.ratio", "0.5", ConfigType.DOUBLE),
            override("preallocate", "true", ConfigType.BOOLEAN));

    assertEquals(List.of(), changes.changes());
  }

  @Test
  void of_invalidValue_isSet() {
    assertEquals(
        List.of("retention.ms=1000 -> a week"),
        changes(Map.of("retention.ms", "a week"), RETENTION).lines());
  }

  @Test
  void of_unknownType_comparesText() {
    var entry = override("new.setting", "a", ConfigType.UNKNOWN);

    assertEquals(List.of(), changes(Map.of("new.setting", "a"), entry).lines());
    assertEquals(List.of("new.setting=a -> A"), changes(Map.of("new.setting", "A"), entry).lines());
  }

  @Test
  void of_reassignmentThrottle_stays() {
    assertEquals(
        List.of(),
        changes(Map.of(), override("leader.replication.throttled.replicas", "*", ConfigType.LIST))
            .changes());
  }
}
