package dev.openshiftkafka.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Generates docs/configuration.md from the configuration records. */
final class ConfigReference {
  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Generated from the records in src/main/java/dev/openshiftkafka/config by
      `mvn test -Dtest=ConfigReferenceTest -Dgolden.update=true`. Do not edit by hand. -->

      Each environment is one stack file. Pulumi finds `Pulumi.dev.yaml` without a flag; for any
      other, add the flag:

      ```sh
      pulumi up --stack prod --config-file stacks/Pulumi.prod.yaml
      ```

      A top-level key is under `config:` with the prefix `openshift-kafka:`. The keys below it are
      nested YAML: `kafka.jvm.heap` in this reference is

      ```yaml
      config:
        openshift-kafka:kafka:
          jvm:
            heap: 5G
      ```

      The equivalent command:

      ```sh
      pulumi config set --stack prod --config-file stacks/Pulumi.prod.yaml --path kafka.jvm.heap 5G
      ```

      The configuration is validated before any resource is declared. All errors are reported at
      once: unknown keys, missing keys, values out of range, and values that contradict each other.
      Each message has the full key, the value, what is wrong, and what to do.
      `src/test/resources/config/invalid` has examples.

      Memory and volume sizes are integers with `Ki`, `Mi`, `Gi` or `Ti` (Kubernetes notation). Heap
      sizes are integers with `M` or `G` (JVM notation).
      """;

  private final StringBuilder text = new StringBuilder(INTRODUCTION);

  private ConfigReference() {}

  /**
   * The complete reference.
   *
   * @param brokerDefaults settings of every broker unless the configuration overrides them
   * @param zooKeeperDefaults settings of every ZooKeeper server unless the configuration overrides
   *     them
   */
  static String markdown(
      Map<String, String> brokerDefaults, Map<String, String> zooKeeperDefaults) {
    var reference = new ConfigReference();
    reference.text.append("\n## Top level\n\n");
    reference.table("", StackConfig.class);
    reference.parts("", StackConfig.class);
    reference.settings(
        "kafka.settings", "server.properties", brokerDefaults, ManagedSettings.KAFKA);
    reference.dynamicSettings();
    reference.settings("quorum.settings", "zoo.cfg", zooKeeperDefaults, ManagedSettings.ZOOKEEPER);
    return reference.text.toString();
  }

  private void parts(String prefix, Class<?> type) {
    for (RecordComponent part : type.getRecordComponents()) {
      Class<?> record = record(part.getGenericType());
      if (record != null) {
        String path = prefix + part.getName() + (part.getType().isRecord() ? "" : "[]");
        Key key = part.getAnnotation(Key.class);
        text.append("\n## `").append(path).append("`\n\n").append(key.doc());
        text.append(key.defaultsTo().isEmpty() && !key.optional() ? " Required.\n\n" : "\n\n");
        table(path + ".", record);
        parts(path + ".", record);
      }
    }
  }

  /** The record type of a component, or of its elements; null when it is neither. */
  private static Class<?> record(Type type) {
    if (type instanceof ParameterizedType generic) {
      return record(generic.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> given && given.isRecord() ? given : null;
  }

  private void table(String prefix, Class<?> type) {
    row("Key", "Type", "Default", "Allowed", "Meaning");
    row("---", "---", "---", "---", "---");
    for (RecordComponent component : type.getRecordComponents()) {
      if (record(component.getGenericType()) == null) {
        String path = prefix + component.getName();
        Key key = component.getAnnotation(Key.class);
        row(
            "`" + path + "`",
            typeName(component.getType()) + (key.secret() ? ", secret" : ""),
            defaultOf(key),
            AllowedValues.of(path, component.getType()),
            key.doc());
      }
    }
  }

  private void dynamicSettings() {
    text.append("\n## Settings of `kafka.settings` that change without a restart\n\n");
    text.append(
        "`pulumi up` applies them to the running brokers (docs/operations.md). A change of any other"
            + " setting restarts the brokers.\n\n");
    row("Setting", "Kafka");
    row("---", "---");
    var lines = new TreeMap<String, List<String>>();
    for (String line : KafkaDefinitions.LINES) {
      KafkaDefinitions.of(line + ".0").orElseThrow().brokers().values().stream()
          .filter(SettingDefinition::isDynamic)
          .map(SettingDefinition::name)
          .filter(ManagedSettings.KAFKA::isFree)
          .forEach(name -> lines.computeIfAbsent(name, key -> new ArrayList<>()).add(line));
    }
    lines.forEach(
        (name, known) ->
            row(
                "`" + name + "`",
                known.equals(KafkaDefinitions.LINES) ? "all versions" : String.join(", ", known)));
  }

  private void settings(
      String key, String file, Map<String, String> defaults, ManagedSettings managed) {
    text.append("\n## Defaults of `" + key + "`\n\n");
    text.append("Settings in `" + file + "` that `" + key + "` can override.\n\n");
    row("Setting", "Default");
    row("---", "---");
    new TreeMap<>(defaults).forEach((name, value) -> row("`" + name + "`", "`" + value + "`"));

    text.append("\n## Settings that `" + key + "` cannot contain\n\n");
    row("Setting", "Reason");
    row("---", "---");
    new TreeMap<>(managed.keys()).forEach((name, why) -> row("`" + name + "`", "it " + why));
    managed.prefixes().stream()
        .sorted()
        .forEach(
            prefix ->
                row(
                    "`"
                        + prefix
                        + "*`"
                        + (managed.isFree(prefix + "x.ms") ? ", except timeouts (`*.ms`)" : ""),
                    "the stack sets it"));
    row(
        "passwords, keys, JAAS",
        "it is a secret, but settings are written to a readable ConfigMap");
  }

  private void row(String... cells) {
    List<String> escaped = Arrays.stream(cells).map(cell -> cell.replace("|", "\\|")).toList();
    text.append("| ").append(String.join(" | ", escaped)).append(" |\n");
  }

  private static String typeName(Class<?> type) {
    if (type == Integer.class) {
      return "integer";
    }
    if (type == Boolean.class) {
      return "boolean";
    }
    if (type == List.class) {
      return "list of strings";
    }
    return type == Map.class ? "map of strings" : "string";
  }

  private static String defaultOf(Key key) {
    if (!key.defaultsTo().isEmpty()) {
      return "`" + key.defaultsTo() + "`";
    }
    return key.optional() ? "none" : "required";
  }
}
