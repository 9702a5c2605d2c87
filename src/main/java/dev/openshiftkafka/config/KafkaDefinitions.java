package dev.openshiftkafka.config;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's definitions of all settings of a minor version.
 *
 * <p>A test generates the resources {@code kafka-3.9.json} and so on from the jars of each version.
 */
public final class KafkaDefinitions {
  /** The minor versions that have a resource, oldest first. */
  static final List<String> LINES = List.of("3.9", "4.0", "4.1", "4.2", "4.3", "4.4");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Map<String, KafkaDefinitions> READ = new ConcurrentHashMap<>();

  /** The prefixes of settings that Kafka passes to plugins and config providers. */
  private static final List<String> PLUGIN_PREFIXES =
      List.of("rsm.config.", "rlmm.config.", "config.providers.");

  private final String line;
  private final boolean exact;
  private final Map<String, SettingDefinition> brokers;
  private final Map<String, SettingDefinition> topics;

  private KafkaDefinitions(String line, boolean exact, Resource resource) {
    this.line = line;
    this.exact = exact;
    this.brokers = byName(resource.broker());
    this.topics = byName(resource.topic());
  }

  /** The content of a resource; the version is that of the jars. */
  record Resource(String version, List<SettingDefinition> broker, List<SettingDefinition> topic) {}

  private static Map<String, SettingDefinition> byName(List<SettingDefinition> definitions) {
    return definitions.stream()
        .collect(
            Collectors.toMap(
                SettingDefinition::name, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  /**
   * The definitions of a version. A minor version later than all known ones has those of the last.
   *
   * @param version full version of Kafka
   * @return empty for a text that is not a supported version
   */
  public static Optional<KafkaDefinitions> of(@Nullable String version) {
    if (version == null || !version.matches("(3\\.9|4\\.[0-9]{1,4})\\.[0-9]+")) {
      return Optional.empty();
    }
    return Optional.of(
        READ.computeIfAbsent(
            version.substring(0, version.lastIndexOf('.')), KafkaDefinitions::read));
  }

  private static KafkaDefinitions read(String line) {
    boolean exact = LINES.contains(line);
    String known = exact ? line : LINES.get(LINES.size() - 1);
    return new KafkaDefinitions(line, exact, resource(known));
  }

  static Resource resource(String line) {
    String name = "kafka-" + line + ".json";
    try (InputStream file = KafkaDefinitions.class.getResourceAsStream(name)) {
      return JSON.readValue(Objects.requireNonNull(file, name), Resource.class);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The minor version, such as 4.3. */
  String line() {
    return line;
  }

  /** The broker settings, by name. */
  Map<String, SettingDefinition> brokers() {
    return brokers;
  }

  /** The topic settings, by name. */
  Map<String, SettingDefinition> topics() {
    return topics;
  }

  /** Whether running brokers can change a broker setting, all to the same value. */
  public boolean isDynamic(String name) {
    SettingDefinition definition = brokers.get(ManagedSettings.ofBroker(name));
    return definition != null && definition.isDynamic();
  }

  /** Whether the version has a broker setting. */
  public boolean hasBrokerSetting(String name) {
    return brokers.containsKey(name);
  }

  /** Kafka's default of a broker setting as text; empty when it has none. */
  public Optional<String> brokerDefault(String name) {
    return Optional.ofNullable(brokers.get(ManagedSettings.ofBroker(name)))
        .map(SettingDefinition::defaultValue);
  }

  /**
   * Why a name is not the name of a setting; empty when it is, and where that cannot be known: for
   * settings of plugins, and for a Kafka version that is newer than this program.
   *
   * @param definitions {@link #brokers()} or {@link #topics()}
   */
  Optional<String> unknown(String name, Map<String, SettingDefinition> definitions) {
    if (!exact
        || definitions.containsKey(name)
        || PLUGIN_PREFIXES.stream().anyMatch(name::startsWith)) {
      return Optional.empty();
    }
    String other = otherLine(name, definitions == topics);
    String kind = definitions == topics ? "a topic setting" : "a setting";
    if (other != null) {
      return Optional.of(
          "is not %s of Kafka %s, but of Kafka %s; remove it".formatted(kind, line, other));
    }
    // The topic setting of a broker setting has no prefix.
    String topicName = name.startsWith("log.") ? name.substring("log.".length()) : "";
    String nearest = definitions.containsKey(topicName) ? topicName : nearest(name, definitions);
    // A name that differs in more than half of its characters is another one, not a typing error.
    String advice =
        distance(name, nearest) * 2 <= nearest.length()
            ? "did you mean %s?".formatted(nearest)
            : definitions == topics
                ? "remove it"
                : "remove it or, if a plugin reads it, add it to kafka.pluginSettings";
    return Optional.of("is not %s of Kafka %s; %s".formatted(kind, line, advice));
  }

  private static @Nullable String otherLine(String name, boolean topic) {
    return LINES.stream()
        .filter(
            line ->
                (topic ? resource(line).topic() : resource(line).broker())
                    .stream().anyMatch(definition -> definition.name().equals(name)))
        .reduce((first, last) -> last)
        .orElse(null);
  }

  private static String nearest(String name, Map<String, SettingDefinition> definitions) {
    return definitions.values().stream()
        .filter(definition -> !definition.internal())
        .map(SettingDefinition::name)
        .min(Comparator.comparingInt((String known) -> distance(name, known)))
        .orElseThrow();
  }

  /** The Levenshtein distance: how many characters differ, are missing or are too many. */
  static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
