package dev.openshiftkafka.e2e;

import dev.openshiftkafka.testing.TestJson;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The EBS volumes of the AWS stand-in, which are folders. */
final class EbsVolumes {
  private EbsVolumes() {}

  /** Returns the volume ids by claim, from the stack's output. */
  static Map<String, String> declaredBy(LocalStack stack) {
    var found = new TreeMap<String, String>();
    TestJson.parse(stack.run("stack", "output", "volumes", "--json"))
        .properties()
        .forEach(entry -> found.put(entry.getKey(), entry.getValue().asText()));
    return found;
  }

  /** Returns the ids of all existing volumes, sorted. */
  static List<String> existing() {
    File[] found = folder("").toFile().listFiles(File::isDirectory);
    return found == null ? List.of() : Arrays.stream(found).map(File::getName).sorted().toList();
  }

  static Path folder(String volume) {
    return Path.of(Shell.environment("OPENSHIFT_KAFKA_EBS")).resolve(volume);
  }
}
