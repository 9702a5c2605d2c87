package dev.openshiftkafka.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Reads a stack file of this repository as the engine hands it to a program. */
public final class StackFile {
  /** The stack files, by stack. */
  public static final Map<String, Path> ALL =
      Map.of(
          "dev", Path.of("Pulumi.dev.yaml"),
          "prod", Path.of("stacks/Pulumi.prod.yaml"),
          "article", Path.of("stacks/Pulumi.article.yaml"),
          "local", Path.of("stacks/Pulumi.local.yaml"));

  private StackFile() {}

  /** Full keys and their texts; structured values are JSON. */
  public static Map<String, String> read(String stack) {
    try {
      return dev.openshiftkafka.config.StackFile.values(ALL.get(stack));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stack's configuration with KRaft in place of ZooKeeper. */
  public static Map<String, String> kraft(String stack) {
    var values = read(stack);
    values.put("openshift-kafka:metadata", "kraft");
    values.compute(
        "openshift-kafka:kafka",
        (key, json) -> json.replaceAll("\"version\":\"3[^\"]*\"", "\"version\":\"4.3.1\""));
    return values;
  }
}
