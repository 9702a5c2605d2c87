package dev.openshiftkafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests of Kafka's definitions, and of what they cannot know. */
class KafkaDefinitionsTest {
  private static KafkaDefinitions of(String version) {
    return KafkaDefinitions.of(version).orElseThrow();
  }

  @Test
  void of_version_isThatOfItsLine() {
    assertThat(of("3.9.0").line()).isEqualTo("3.9");
    assertThat(of("4.3.9").line()).isEqualTo("4.3");
    assertThat(KafkaDefinitions.of("3.8.1")).isEmpty();
    assertThat(KafkaDefinitions.of("latest")).isEmpty();
    assertThat(KafkaDefinitions.of(null)).isEmpty();
  }

  /** A later version may have more settings, but those that are known keep their types. */
  @Test
  void unknown_laterVersion_isNotJudged() {
    assertThat(of("4.99.0").unknown("log.new.setting", of("4.99.0").brokers())).isEmpty();
    assertThat(of("4.99.0").brokers().get("num.io.threads").problem("none")).isPresent();
  }

  @Test
  void isDynamic_updateMode_dependsOnVersion() {
    assertThat(of("3.9.2").isDynamic("num.io.threads")).isTrue();
    assertThat(of("4.3.1").isDynamic("min.insync.replicas")).isTrue();
    assertThat(of("4.3.1").isDynamic("log.retention.ms")).isTrue();
    // Brokers read these when they start only.
    assertThat(of("4.3.1").isDynamic("log.retention.hours")).isFalse();
    assertThat(of("4.3.1").isDynamic("queued.max.requests")).isFalse();
    // Each broker has its own.
    assertThat(of("4.3.1").isDynamic("ssl.keystore.location")).isFalse();
    assertThat(of("3.9.2").isDynamic("remote.log.manager.copier.thread.pool.size")).isFalse();
    assertThat(of("4.3.1").isDynamic("remote.log.manager.copier.thread.pool.size")).isTrue();
  }

  @Test
  void settings_ofPlugins_pass() {
    assertThat(
            faults(
                List.of("my.authorizer.*", "reporter.url"),
                Map.of(
                    "my.authorizer.cache.size", "10",
                    "reporter.url", "http://collector",
                    "rsm.config.bucket", "b",
                    "rlmm.config.topic.replication.factor", "3",
                    "config.providers.file.class", "org.example.Provider")))
        .isEmpty();
    assertThat(faults(List.of("reporter.url"), Map.of("reporter.urls", "")))
        .containsExactly(
            "settings.reporter.urls: \"\" is not a setting of Kafka 4.3; remove it or, if a plugin"
                + " reads it, add it to kafka.pluginSettings");
  }

  private static List<String> faults(List<String> plugins, Map<String, String> settings) {
    try {
      Checks.run(
          checks -> DefinitionChecks.ofBrokers(checks, of("4.3.1"), settings, plugins, Set.of()));
      return List.of();
    } catch (InvalidConfigException e) {
      return e.faults().stream().map(Fault::toString).toList();
    }
  }

  @Test
  void problem_listValue_dependsOnElements() {
    SettingDefinition policy = of("4.3.1").brokers().get("log.cleanup.policy");

    assertThat(policy.problem("compact,delete")).isEmpty();
    assertThat(policy.problem("compact , delete")).isEmpty();
    assertThat(policy.problem("compact,"))
        .isEqualTo(Optional.of("must be a list of compact, delete"));
  }
}
