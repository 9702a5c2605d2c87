package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.BrokersConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ConfigHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The broker settings that an edit changes, with and without a restart of the brokers. */
public final class SettingsChange {
  /** Snapshot key, whose value has the names of all settings and hashes of their values. */
  private static final String VALUES = "settings.values";

  private static final int HASH_LENGTH = 12;

  private final BrokersConfig kafka;
  private final @Nullable String before;

  private SettingsChange(@Nullable String before, BrokersConfig kafka) {
    this.before = before;
    this.kafka = kafka;
  }

  /**
   * Compares the settings with those of the last successful update.
   *
   * @param deployed snapshot that this update exported, empty before the first update
   */
  public static SettingsChange of(Map<String, String> deployed, StackConfig config) {
    return new SettingsChange(deployed.get(VALUES), config.kafka());
  }

  /** What the edit changes; empty when it changes no setting. */
  public Optional<String> advice() {
    if (before == null) {
      return Optional.empty();
    }
    NavigableMap<String, String> last = read(before);
    NavigableMap<String, String> next = read(text());
    var names = new TreeSet<>(last.keySet());
    names.addAll(next.keySet());
    names.removeIf(name -> next.containsKey(name) && next.get(name).equals(last.get(name)));
    List<String> running = names.stream().filter(kafka::isDynamic).toList();
    List<String> restart = names.stream().filter(name -> !kafka.isDynamic(name)).toList();
    var effects = new ArrayList<String>();
    if (!running.isEmpty()) {
      effects.add("without a restart: " + String.join(", ", running));
    }
    if (!restart.isEmpty()) {
      effects.add("with a restart of all Kafka nodes: " + String.join(", ", restart));
    }
    return effects.isEmpty()
        ? Optional.empty()
        : Optional.of("kafka.settings: changed " + String.join("; ", effects));
  }

  /** The settings, as entries of the deployment snapshot. */
  public Map<String, String> snapshot() {
    return Map.of(VALUES, text());
  }

  private String text() {
    return new TreeMap<>(kafka.settings())
        .entrySet().stream()
            .map(
                setting ->
                    setting.getKey()
                        + "="
                        + ConfigHash.of(setting.getValue()).substring(0, HASH_LENGTH))
            .collect(Collectors.joining(" "));
  }

  private static NavigableMap<String, String> read(String text) {
    var values = new TreeMap<String, String>();
    for (String setting : text.isEmpty() ? new String[0] : text.split(" ")) {
      int end = setting.indexOf('=');
      values.put(setting.substring(0, end), setting.substring(end + 1));
    }
    return values;
  }
}
