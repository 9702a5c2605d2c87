package dev.openshiftkafka.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/configuration.md matches the configuration records. */
class ConfigReferenceTest {
  /** Heading of the section of server.properties into which kafka.settings are merged. */
  private static final String BROKER_SECTION = "# Cluster\n";

  /** Heading of the section of zoo.cfg into which quorum.settings are merged. */
  private static final String ZOOKEEPER_SECTION = "# Server\n";

  private static Map<String, String> defaults(String section, ManagedSettings managed) {
    var edits = Map.of("kafka/settings", Map.of(), "quorum/settings", Map.of());
    var values = StackEdit.apply(StackFile.read("local"), edits);
    String file =
        StackRun.update("local", values).objects("ConfigMap").stream()
            .filter(map -> map.at("data") != null)
            .flatMap(map -> ((Map<?, ?>) map.at("data")).values().stream())
            .map(String::valueOf)
            .filter(text -> text.contains(section))
            .findFirst()
            .orElseThrow();
    int start = file.indexOf(section) + section.length();
    var defaults = new LinkedHashMap<String, String>();
    Arrays.stream(file.substring(start).split("\n"))
        .takeWhile(line -> !line.isEmpty())
        .map(line -> line.split("=", 2))
        .filter(setting -> managed.isFree(setting[0]))
        .forEach(setting -> defaults.put(setting[0], setting[1]));
    return defaults;
  }

  @Test
  void markdown_records_matchReference() {
    Golden.assertSame(
        Path.of("docs/configuration.md"),
        ConfigReference.markdown(
            defaults(BROKER_SECTION, ManagedSettings.KAFKA),
            defaults(ZOOKEEPER_SECTION, ManagedSettings.ZOOKEEPER)));
  }

  @Test
  void allowedValues_range_isTakenFromCheck() {
    assertTrue(AllowedValues.of("kafka.brokers", Integer.class).startsWith("from 3 to 300"));
    assertFalse(AllowedValues.of("kafka.volume.handles", java.util.List.class).isEmpty());
  }
}
