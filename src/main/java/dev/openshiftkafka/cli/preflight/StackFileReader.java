package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.config.reader.StackFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Reads a stack file without its secrets, which only the engine can decrypt. */
final class StackFileReader {
  private static final String PROJECT = "openshift-kafka";

  /** Passes for the pointer ignition, whose content no check needs. */
  private static final String IGNITION =
      "{\"ignition\":{\"version\":\"3.4.0\",\"config\":{\"merge\":[{\"source\":\"unknown\"}]}}}";

  private StackFileReader() {}

  /**
   * Reads and checks the configuration.
   *
   * @throws dev.openshiftkafka.config.InvalidConfigException when it has faults
   * @throws IOException when the file cannot be read
   */
  static StackConfig read(String stack, Path file) throws IOException {
    return read(stack, StackFile.values(file));
  }

  /** Reads and checks the configuration from its full keys and their texts. */
  static StackConfig read(String stack, Map<String, String> given) {
    var values = new java.util.HashMap<>(given);
    if (values.getOrDefault(PROJECT + ":aws", "").contains("\"nodes\"")) {
      values.put(PROJECT + ":ignition", IGNITION);
    }
    return new ConfigSource(PROJECT, stack, values).read();
  }
}
