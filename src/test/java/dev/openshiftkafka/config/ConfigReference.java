package dev.openshiftkafka.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes docs/configuration.md from the records that the configuration is read into. */
final class ConfigReference {
  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Generated from the records in src/main/java/dev/openshiftkafka/config by
      `mvn test -Dtest=ConfigReferenceTest -Dgolden.update=true`. Do not edit by hand. -->

      Each environment is one stack file. `Pulumi.dev.yaml` is found without a flag; name any other:

      ```sh
      pulumi up --stack prod --config-file stacks/Pulumi.prod.yaml
      ```

      Every key stands under `config:` with the prefix `openshift-kafka:`, and everything below it is
      nested YAML. `kafka.jvm.heap` in this reference is:

      ```yaml
      config:
        openshift-kafka:kafka:
          jvm:
            heap: 5G
      ```

      The same from the command line:

      ```sh
      pulumi config set --stack prod --config-file stacks/Pulumi.prod.yaml --path kafka.jvm.heap 5G
      ```

      The configuration is read strictly and before anything is declared. Unknown keys, missing ones,
      values out of their range and values that contradict each other are reported all at once, each
      with its full key, the value and the way out. The tables in `src/test/resources/config/invalid`
      show every such report.

      Sizes of memory and of volumes are whole numbers with `Ki`, `Mi`, `Gi` or `Ti`, as Kubernetes
      writes them; sizes of heaps are whole numbers with `M` or `G`, as the JVM writes them.
      """;

  private final StringBuilder text = new StringBuilder(INTRODUCTION);

  private ConfigReference() {}

  /**
   * The whole reference.
   *
   * @param brokerDefaults settings that every broker has unless the configuration says otherwise
   * @param zooKeeperDefaults the same of ZooKeeper's servers
   */
  static String markdown(
      Map<String, String> brokerDefaults, Map<String, String> zooKeeperDefaults) {
    var reference = new ConfigReference();
    reference.text.append("\n## Top level\n\n");
    reference.table("", StackConfig.class);
    reference.parts("", StackConfig.class);
    reference.settings(
        "kafka.settings", "server.properties", brokerDefaults, ManagedSettings.KAFKA);
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

  /** The record that a part is, or of which it is a list; null when it is neither. */
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

  private void settings(
      String key, String file, Map<String, String> defaults, ManagedSettings managed) {
    text.append("\n## Defaults of `" + key + "`\n\n");
    text.append("Written to `" + file + "` unless `" + key + "` says otherwise.\n\n");
    row("Setting", "Default");
    row("---", "---");
    new TreeMap<>(defaults).forEach((name, value) -> row("`" + name + "`", "`" + value + "`"));

    text.append("\n## What `" + key + "` cannot set\n\n");
    row("Setting", "Why");
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
                        + (managed.isFree(prefix + "x.ms") ? ", but times (`*.ms`)" : ""),
                    "the stack writes it itself"));
    row("passwords, keys, JAAS", "secrets; settings are written to a readable ConfigMap");
  }

  private void row(String... cells) {
    List<String> escaped = Arrays.stream(cells).map(cell -> cell.replace("|", "\\|")).toList();
    text.append("| ").append(String.join(" | ", escaped)).append(" |\n");
  }

  private static String typeName(Class<?> type) {
    if (type == Integer.class) {
      return "whole number";
    }
    if (type == Boolean.class) {
      return "boolean";
    }
    if (type == List.class) {
      return "list of texts";
    }
    return type == Map.class ? "map of texts" : "text";
  }

  private static String defaultOf(Key key) {
    if (!key.defaultsTo().isEmpty()) {
      return "`" + key.defaultsTo() + "`";
    }
    return key.optional() ? "none" : "required";
  }
}
