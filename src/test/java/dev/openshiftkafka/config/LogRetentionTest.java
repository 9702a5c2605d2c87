package dev.openshiftkafka.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Retention against the disk: 10 MB/s on three brokers with volumes of 1000 GiB, of which 859 GB
 * may be used. One copy on each of three brokers fills 36 GB per hour.
 */
class LogRetentionTest {
  private static final String SIZE = "openshift-kafka:kafka.volume.size: \"1000Gi\" ";

  private static StackConfig read(Map<String, ?> edits) {
    var all = new HashMap<String, Object>();
    all.put("kafka/expectedWriteMBps", 10);
    all.put("kafka/volume/size", "1000Gi");
    all.put("kafka/settings", Map.of());
    all.putAll(edits);
    var values = StackEdit.apply(StackFile.read("prod"), all);
    return new ConfigSource("openshift-kafka", "prod", values).read();
  }

  private static String refusal(Map<String, ?> edits) {
    return assertThrows(InvalidConfigException.class, () -> read(edits)).faults().stream()
        .map(String::valueOf)
        .reduce((one, other) -> one + "\n" + other)
        .orElseThrow();
  }

  private static Map<String, ?> topics(Map<?, ?>... topics) {
    return Map.of("topics", Map.of("declared", List.of(topics)));
  }

  private static Map<String, Object> topic(String name, int partitions, Map<String, ?> settings) {
    var topic = new TreeMap<String, Object>();
    topic.put("name", name);
    topic.put("partitions", partitions);
    topic.put("settings", settings);
    return topic;
  }

  @Test
  void check_prodOfTheIssue_isRefusedWithTheSum() {
    String refusal =
        refusal(
            Map.of(
                "kafka/expectedWriteMBps",
                49,
                "kafka/volume/size",
                "500Gi",
                "kafka/settings",
                Map.of("log.retention.hours", 72)));

    assertEquals(
        "openshift-kafka:kafka.volume.size: \"500Gi\" is too small for kafka.expectedWriteMBps and"
            + " the declared retention: 49.0 MB/s x 72 h x 3 copies / 3 brokers = 12700.8 GB on each"
            + " broker, but 80 % of the volume are 429.5 GB; set kafka.volume.size to at least"
            + " 14786Gi, or shorten the retention time to at most 2 h, or lower"
            + " kafka.expectedWriteMBps, or declare the topics and set topics.limitRetentionToDisk",
        refusal);
  }

  @ParameterizedTest
  @CsvSource({
    // The limit is 23.86 h: milliseconds win over minutes, minutes over hours.
    "23, log.retention.hours, 23",
    "24, log.retention.hours, 24",
    "24, log.retention.minutes, 1440",
    "23, log.retention.minutes, 1380",
    "24, log.retention.ms, 86400000",
    "23, log.retention.ms, 82800000",
  })
  void check_retentionTime_atTheLimit(int hours, String key, String value) {
    var edit = Map.of("kafka/settings", Map.of(key, value));
    if (hours == 23) {
      assertDoesNotThrow(() -> read(edit));
    } else {
      assertTrue(refusal(edit).contains("10.0 MB/s x 24 h x 3 copies / 3 brokers = 864.0 GB"));
    }
  }

  @Test
  void check_severalRetentionTimes_usesTheOneThatKafkaUses() {
    assertDoesNotThrow(
        () ->
            read(
                Map.of(
                    "kafka/settings",
                    Map.of(
                        "log.retention.ms", 3600000,
                        "log.retention.minutes", 99999,
                        "log.retention.hours", 9999))));
    assertTrue(
        refusal(
                Map.of(
                    "kafka/settings",
                    Map.of("log.retention.minutes", 6000, "log.retention.hours", 1)))
            .contains("x 100 h x"));
  }

  @Test
  void check_noRetention_usesKafkasSevenDays() {
    assertTrue(refusal(Map.of()).startsWith(SIZE + "is too small"));
    assertTrue(refusal(Map.of()).contains("x 168 h x 3 copies"));
  }

  @Test
  void check_unlimitedRetention_isRefused() {
    String refusal = refusal(Map.of("kafka/settings", Map.of("log.retention.ms", -1)));

    assertTrue(refusal.contains("10.0 MB/s x unlimited time x 3 copies"), refusal);
    assertTrue(refusal.contains("= unlimited data on each broker"), refusal);
    assertTrue(!refusal.contains("at least"), refusal);
  }

  @Test
  void check_replicationFactorAndBrokers_divideTheData() {
    // 24 h with two copies, or with three copies on six brokers, need less than the limit.
    assertDoesNotThrow(
        () ->
            read(
                Map.of(
                    "kafka/settings",
                    Map.of("log.retention.hours", 24, "default.replication.factor", 2))));
    assertDoesNotThrow(
        () ->
            read(Map.of("kafka/settings", Map.of("log.retention.hours", 24), "kafka/brokers", 6)));
  }

  @Test
  void check_bytesWithoutTopics_limitNothing() {
    // The number of partitions is not known.
    assertTrue(
        refusal(Map.of("kafka/settings", Map.of("log.retention.bytes", 1000)))
            .contains("x 168 h x 3 copies"));
  }

  @Test
  void check_noExpectedRate_isNotChecked() {
    var edits = new HashMap<String, Object>();
    edits.put("kafka/expectedWriteMBps", null);
    assertDoesNotThrow(() -> read(edits));
  }

  @Test
  void check_declaredTopics_ownRetentionCounts() {
    assertDoesNotThrow(() -> read(topics(topic("a", 6, Map.of("retention.ms", 36_000_000)))));
    String refusal =
        refusal(
            topics(
                topic("a", 6, Map.of("retention.ms", 36_000_000)),
                topic("b", 6, Map.of("retention.ms", 180_000_000))));

    // All records go to the topic that keeps them longest.
    assertTrue(
        refusal.contains(
            "(10.0 MB/s x 50 h x 3 copies of topic b + 38.7 GB of open segments) / 3 brokers ="
                + " 1812.9 GB"),
        refusal);
  }

  @Test
  void check_retentionBytesOfTopics_limitPartitions() {
    // b can keep 60 GB, which it receives at 0.33 MB/s; the rest goes to a.
    String refusal =
        refusal(
            topics(
                topic("a", 6, Map.of("retention.ms", 90_000_000)),
                topic(
                    "b",
                    6,
                    Map.of("retention.ms", 180_000_000, "retention.bytes", 10_000_000_000L))));

    assertTrue(
        refusal.contains(
            "(6 partitions x 10.0 GB x 3 copies of topic b + 9.7 MB/s x 25 h x 3 copies of topic a"
                + " + 38.7 GB of open segments) / 3 brokers = 942.9 GB"),
        refusal);
    assertDoesNotThrow(
        () ->
            read(
                topics(
                    topic(
                        "b", 6, Map.of("retention.ms", -1, "retention.bytes", 100_000_000_000L)))));
  }

  @Test
  void check_brokersRetentionBytes_limitDeclaredPartitions() {
    var edits = new HashMap<String, Object>(topics(topic("a", 6, Map.of())));
    edits.put("kafka/settings", Map.of("log.retention.bytes", 100_000_000_000L));
    assertDoesNotThrow(() -> read(edits));
    edits.put("kafka/settings", Map.of("log.retention.bytes", 150_000_000_000L));
    assertTrue(refusal(edits).contains("6 partitions x 150.0 GB x 3 copies of topic a"));
  }

  @Test
  void check_compactedTopicsOnly_usesTheDefaults() {
    assertTrue(
        refusal(topics(topic("a", 6, Map.of("cleanup.policy", "compact"))))
            .contains("10.0 MB/s x 168 h x 3 copies + "));
  }

  @Test
  void limitRetentionToDisk_topics_fillEightyPercent() {
    StackConfig config =
        read(
            Map.of(
                "topics",
                Map.of(
                    "limitRetentionToDisk",
                    true,
                    "declared",
                    List.of(
                        topic("a", 6, Map.of()),
                        topic("b", 3, Map.of("retention.bytes", 1_000_000_000L)),
                        topic("c", 1, Map.of("cleanup.policy", "compact"))))));

    List<Map<String, String>> settings =
        config.topics().declared().stream()
            .map(topic -> LogRetention.settings(config, topic))
            .toList();
    long each = Long.parseLong(settings.get(0).get("retention.bytes"));
    // One replica of each partition on each broker, with one open segment of 1 GiB.
    double used = 6.0 * each + 3e9 + 10.0 * (1L << 30);
    assertEquals(0.8 * 1000 * (1L << 30), used, 20);
    assertEquals("1000000000", settings.get(1).get("retention.bytes"));
    assertEquals(Map.of("cleanup.policy", "compact"), settings.get(2));
  }

  @Test
  void limitRetentionToDisk_off_changesNoTopic() {
    StackConfig config = read(topics(topic("a", 6, Map.of("retention.ms", 36_000_000))));

    assertEquals(
        Map.of("retention.ms", "36000000"),
        LogRetention.settings(config, config.topics().declared().get(0)));
  }

  @Test
  void limitRetentionToDisk_noTopics_isRefused() {
    assertTrue(
        refusal(Map.of("topics", Map.of("limitRetentionToDisk", true)))
            .startsWith(
                "openshift-kafka:topics.limitRetentionToDisk: \"true\" requires topics.declared"));
  }

  @Test
  void limitRetentionToDisk_noSpace_isRefused() {
    assertTrue(
        refusal(
                Map.of(
                    "topics",
                    Map.of(
                        "limitRetentionToDisk",
                        true,
                        "declared",
                        List.of(topic("a", 1000, Map.of())))))
            .contains("limitRetentionToDisk: \"true\" leaves no space for the declared topics"));
  }

  private static Map<String, Object> tiered(Map<?, ?>... topics) {
    var edits = new HashMap<String, Object>(topics(topics));
    edits.put("kafka/tieredStorage", Map.of("className", "com.example.Plugin"));
    return edits;
  }

  /** Without remote storage, a month on these disks would be refused. */
  @Test
  void check_tieredTopic_countsLocalRetention() {
    var month = Map.of("retention.ms", "2592000000");
    var hour = new HashMap<>(month);
    hour.put("remote.storage.enable", "true");
    hour.put("local.retention.ms", "3600000");

    assertTrue(refusal(tiered(topic("a", 3, month))).contains("10.0 MB/s x 720 h x 3 copies"));
    assertDoesNotThrow(() -> read(tiered(topic("a", 3, hour))));
    // Local retention counts only with remote storage.
    hour.remove("remote.storage.enable");
    assertTrue(refusal(tiered(topic("a", 3, hour))).contains("10.0 MB/s x 720 h x 3 copies"));
  }

  @Test
  void settings_tieredTopic_limitsLocalRetention() {
    var remote = Map.of("remote.storage.enable", "true");
    var edits = tiered();
    edits.put(
        "topics",
        Map.of(
            "declared",
            List.of(topic("a", 3, remote), topic("b", 3, Map.of())),
            "limitRetentionToDisk",
            true));
    StackConfig config = read(edits);

    var first = LogRetention.settings(config, config.topics().declared().get(0));
    var second = LogRetention.settings(config, config.topics().declared().get(1));
    assertTrue(first.containsKey("local.retention.bytes") && !first.containsKey("retention.bytes"));
    assertEquals(first.get("local.retention.bytes"), second.get("retention.bytes"));
  }

  @Test
  void remoteBytes_tieredTopics_haveOneCopy() {
    var month =
        Map.of(
            "remote.storage.enable",
            "true",
            "retention.ms",
            "2592000000",
            "local.retention.ms",
            "3600000");
    assertEquals(
        10e6 * 720 * 3600, LogRetention.remoteBytes(read(tiered(topic("a", 3, month))), 10));
    var sized =
        Map.of(
            "remote.storage.enable",
            "true",
            "retention.bytes",
            "1000000000",
            "local.retention.bytes",
            "100000000");
    assertEquals(3e9, LogRetention.remoteBytes(read(tiered(topic("a", 3, sized))), 10));
    var forever =
        Map.of(
            "remote.storage.enable", "true", "retention.ms", "-1", "local.retention.ms", "3600000");
    assertTrue(
        Double.isInfinite(LogRetention.remoteBytes(read(tiered(topic("a", 3, forever))), 10)));
    var local = Map.of("retention.ms", "3600000");
    assertEquals(0, LogRetention.remoteBytes(read(topics(topic("a", 3, local))), 10));
  }
}
