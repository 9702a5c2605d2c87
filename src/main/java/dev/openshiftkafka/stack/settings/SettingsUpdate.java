package dev.openshiftkafka.stack.settings;

import dev.openshiftkafka.config.BrokersConfig;
import dev.openshiftkafka.config.KafkaDefinitions;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.SettingsChange;
import dev.openshiftkafka.pod.settings.Declaration;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The dynamic settings of a configuration, compared with those of the last successful update.
 *
 * <p>The snapshot has the names of all dynamic settings that the stack has ever set. What is no
 * longer in the configuration is reset, by this update and by all later ones, whose Job is
 * therefore the same.
 */
final class SettingsUpdate {
  /** Snapshot key, whose value has the names of all settings that the stack has set. */
  private static final String MANAGED = "settings.managed";

  /** Settings that take the value of another one when they are not set, and its unit. */
  private static final Map<String, List<Fallback>> FALLBACKS =
      Map.of(
          "log.retention.ms",
          List.of(
              new Fallback("log.retention.minutes", Duration.ofMinutes(1)),
              new Fallback("log.retention.hours", Duration.ofHours(1))),
          "log.roll.ms",
          List.of(new Fallback("log.roll.hours", Duration.ofHours(1))),
          "log.roll.jitter.ms",
          List.of(new Fallback("log.roll.jitter.hours", Duration.ofHours(1))),
          "log.flush.interval.ms",
          List.of(new Fallback("log.flush.scheduler.interval.ms", Duration.ofMillis(1))));

  /**
   * A setting that applies when another one is not set.
   *
   * @param unit unit of its value
   */
  private record Fallback(String name, Duration unit) {}

  private final StackConfig config;
  private final Map<String, String> set = new TreeMap<>();
  private final Map<String, String> reset = new TreeMap<>();
  private final Set<String> managed = new TreeSet<>();

  /**
   * Compares the configuration with the snapshot.
   *
   * @param deployed snapshot that the last successful update exported; empty before the first
   */
  SettingsUpdate(Map<String, String> deployed, StackConfig config) {
    this.config = config;
    BrokersConfig kafka = config.kafka();
    kafka
        .allSettings()
        .forEach(
            (name, value) -> {
              if (kafka.isDynamic(name)) {
                set.put(name, value);
              }
            });
    managed.addAll(set.keySet());
    String before = deployed.getOrDefault(MANAGED, "");
    for (String name : before.isEmpty() ? new String[0] : before.split(" ")) {
      // Another version may not know it, or not change it while it runs.
      if (kafka.isDynamic(name) && managed.add(name)) {
        reset.put(name, without(name));
      }
    }
  }

  /** The value of a setting that the configuration does not have. */
  private String without(String name) {
    KafkaDefinitions definitions = config.kafka().definitions();
    Map<String, String> settings = config.kafka().allSettings();
    for (Fallback other : FALLBACKS.getOrDefault(name, List.of())) {
      Optional<String> value =
          Optional.ofNullable(settings.get(other.name()))
              .or(() -> definitions.brokerDefault(other.name()));
      if (value.isPresent()) {
        long number = Long.parseLong(value.get());
        return number < 0 || number == Long.MAX_VALUE
            ? value.get()
            : String.valueOf(number * other.unit().toMillis());
      }
    }
    return definitions.brokerDefault(name).orElse("");
  }

  /** Entries of the snapshot for the next update, valid after the Job has succeeded. */
  Map<String, String> snapshot() {
    var snapshot = new HashMap<>(SettingsChange.of(Map.of(), config).snapshot());
    snapshot.put(MANAGED, String.join(" ", managed));
    return snapshot;
  }

  Declaration declaration() {
    return new Declaration(set, reset);
  }
}
