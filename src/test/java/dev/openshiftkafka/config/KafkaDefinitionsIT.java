package dev.openshiftkafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.PinnedVersions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the definitions and checks of this program with Kafka's own code, whose jars Maven
 * downloads. With {@code -Dgolden.update=true} it updates the definitions.
 */
class KafkaDefinitionsIT {
  private static final Path FOLDER = Path.of("src/main/resources/dev/openshiftkafka/config");

  /** Values that cannot be judged without Kafka's classes: class names, and versions. */
  private static final Set<String> NOT_CHECKED =
      Set.of(
          "group.consumer.assignors",
          "group.share.assignors",
          "group.streams.assignors",
          "group.streams.rack.aware.assignment.tags",
          "inter.broker.protocol.version",
          "log.message.format.version",
          "message.format.version");

  /** Kafka takes every negative value as unlimited; this program accepts -1 only. */
  private static final Set<String> STRICTER =
      Set.of("log.retention.ms", "log.retention.minutes", "log.retention.hours");

  /** Settings that are wrong together, or right together although each alone is wrong. */
  private static final List<Map<String, String>> COMBINATIONS =
      List.of(
          Map.of("log.cleaner.threads", "200", "log.cleaner.dedupe.buffer.size", "536870912"),
          Map.of("log.cleaner.threads", "64", "log.cleaner.dedupe.buffer.size", "67108864"),
          Map.of("replica.fetch.wait.max.ms", "20000", "replica.lag.time.max.ms", "20000"),
          Map.of("replica.fetch.wait.max.ms", "20000", "replica.lag.time.max.ms", "19999"),
          Map.of("replica.fetch.wait.max.ms", "9000", "replica.socket.timeout.ms", "8000"),
          Map.of("queued.max.request.bytes", "1000", "socket.request.max.bytes", "1000"),
          Map.of("queued.max.request.bytes", "1000", "socket.request.max.bytes", "1001"),
          Map.of("max.connections.per.ip", "0", "max.connections.per.ip.overrides", "10.1.2.3:5"),
          Map.of("connections.max.idle.ms", "-1"),
          Map.of("connections.max.idle.ms", "100"),
          Map.of(
              "group.consumer.session.timeout.ms",
              "100000",
              "group.consumer.max.session.timeout.ms",
              "100000"),
          Map.of("group.consumer.min.session.timeout.ms", "70000"),
          Map.of(
              "group.consumer.heartbeat.interval.ms",
              "60000",
              "group.consumer.max.heartbeat.interval.ms",
              "60000",
              "group.consumer.session.timeout.ms",
              "60000"),
          Map.of("log.retention.hours", "-1", "log.roll.ms", "1"));

  @ParameterizedTest
  @MethodSource("dev.openshiftkafka.testing.PinnedVersions#kafka")
  void definitions_testedVersion_areKafkas(String version) {
    assertDefinitions(version);
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"4.0.2", "4.1.2", "4.2.2", "4.3.1"})
  void definitions_otherVersion_areKafkas(String version) {
    assertDefinitions(version);
  }

  private static void assertDefinitions(String version) {
    String line = version.substring(0, version.lastIndexOf('.'));
    var release = new KafkaRelease(version);
    Golden.assertSame(FOLDER.resolve("kafka-" + line + ".json"), release.json());

    assertThat(new Comparison(version, release).differences()).isEmpty();
  }

  @Test
  void definitions_pinnedVersions_areCompared() {
    assertThat(KafkaDefinitions.resource("3.9").version()).isEqualTo(PinnedVersions.KAFKA_3);
    assertThat(KafkaDefinitions.resource("4.4").version()).isEqualTo(PinnedVersions.KAFKA_4);
  }

  /** What this program and Kafka say of the same settings. */
  private static final class Comparison {
    private final KafkaDefinitions definitions;
    private final KafkaRelease release;
    private final List<String> differences = new ArrayList<>();

    Comparison(String version, KafkaRelease release) {
      this.definitions = KafkaDefinitions.of(version).orElseThrow();
      this.release = release;
    }

    List<String> differences() {
      for (SettingDefinition setting : definitions.brokers().values()) {
        if (ManagedSettings.KAFKA.isFree(setting.name())) {
          candidates(setting).forEach(value -> brokers(Map.of(setting.name(), value)));
        }
      }
      COMBINATIONS.stream()
          .filter(settings -> definitions.brokers().keySet().containsAll(settings.keySet()))
          .forEach(this::brokers);
      for (SettingDefinition setting : definitions.topics().values()) {
        candidates(setting).forEach(value -> topics(setting, value));
      }
      return differences;
    }

    private void brokers(Map<String, String> settings) {
      if (settings.keySet().stream().anyMatch(NOT_CHECKED::contains)) {
        return;
      }
      String ours = "";
      try {
        Checks.run(
            checks ->
                DefinitionChecks.ofBrokers(checks, definitions, settings, List.of(), Set.of()));
      } catch (InvalidConfigException e) {
        ours = String.valueOf(e.getMessage());
      }
      var all = new TreeMap<>(BrokersConfig.DEFAULT_SETTINGS);
      all.putAll(settings);
      String kafkas = release.refusal(all).orElse("");
      boolean stricter = kafkas.isEmpty() && STRICTER.containsAll(settings.keySet());
      if (kafkas.isEmpty() != ours.isEmpty() && !stricter) {
        differences.add(settings + ": Kafka says \"" + kafkas + "\", we say \"" + ours + "\"");
      }
    }

    private void topics(SettingDefinition setting, String value) {
      if (NOT_CHECKED.contains(setting.name()) || setting.name().contains(".throttled.")) {
        return;
      }
      String ours = setting.problem(value).orElse("");
      String kafkas = release.topicRefusal(Map.of(setting.name(), value)).orElse("");
      if (kafkas.isEmpty() != ours.isEmpty()) {
        differences.add(
            "topic %s=%s: Kafka says \"%s\", we say \"%s\""
                .formatted(setting.name(), value, kafkas, ours));
      }
    }

    private static Set<String> candidates(SettingDefinition setting) {
      var values = new TreeSet<String>();
      if (setting.defaultValue() != null) {
        values.add(setting.defaultValue());
      }
      switch (setting.type()) {
        case INT, SHORT, LONG, DOUBLE -> {
          values.addAll(List.of("-5", "-2", "-1", "0", "1", "1.5", "abc", "", "9".repeat(20)));
          addAround(values, setting.min());
          addAround(values, setting.max());
        }
        case BOOLEAN -> values.addAll(List.of("true", "TRUE", "yes", ""));
        case STRING, LIST -> {
          values.addAll(List.of("", "nonsense", "a,a", "a,,b"));
          if (setting.values() != null) {
            values.addAll(setting.values());
            values.add(setting.values().get(0).toUpperCase(Locale.ROOT));
            values.add(String.join(",", setting.values()));
          }
        }
        default -> {
          // Kafka accepts the names of classes that it finds, and every password.
        }
      }
      return values;
    }

    private static void addAround(Set<String> values, BigDecimal limit) {
      if (limit != null) {
        for (BigDecimal value :
            List.of(limit.subtract(BigDecimal.ONE), limit, limit.add(BigDecimal.ONE))) {
          values.add(value.toPlainString());
        }
      }
    }
  }
}
