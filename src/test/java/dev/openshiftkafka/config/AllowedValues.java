package dev.openshiftkafka.config;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The allowed values of a key, taken from the message about a value that no key allows.
 *
 * <p>So the configuration reference always matches the checks. Keys of volumes are tried with every
 * source, because some apply to one source only.
 */
final class AllowedValues {
  private static final String STACK = "dynamic-kraft";
  private static final String NAMESPACE = "openshift-kafka:";
  private static final String REQUIREMENT = "must ";

  private AllowedValues() {}

  /** The allowed values in words; empty when any value of the type is allowed. */
  static String of(String key, Class<?> type) {
    return edits(key, probe(type))
        .flatMap(AllowedValues::faults)
        .filter(fault -> fault.key().replace("[0]", "").equals(NAMESPACE + key.replace("[]", "")))
        .map(Fault::problem)
        .filter(text -> text.startsWith(REQUIREMENT))
        .map(text -> text.substring(REQUIREMENT.length()).replaceFirst("^be ", ""))
        // The command that sets a secret names the stack of this probe.
        .map(text -> text.replaceFirst("; set it with: .*", ""))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static Object probe(Class<?> type) {
    if (type == Integer.class) {
      return -1;
    }
    if (type == List.class) {
      return List.of("?");
    }
    return type == Map.class ? Map.of() : "?";
  }

  private static Stream<Map<String, Object>> edits(String key, Object probe) {
    String path = key.replace("[]", ".0").replace('.', '/');
    String source = path.replaceFirst("/volume/.*", "/volume/source");
    return source.equals(path)
        ? Stream.of(Map.of(path, probe))
        : Stream.of("dynamic", "ebs", "local").map(s -> Map.of(path, probe, source, s));
  }

  private static Stream<Fault> faults(Map<String, Object> edit) {
    var values = StackEdit.apply(StackFile.read(STACK), edit);
    try {
      new ConfigSource("openshift-kafka", STACK, values).read();
      return Stream.of();
    } catch (InvalidConfigException e) {
      return e.faults().stream();
    }
  }
}
