package dev.openshiftkafka.e2e;

import com.google.gson.JsonParser;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The EBS volumes of a stack: folders, which the stand-in for AWS makes and removes. */
final class EbsVolumes {
  private EbsVolumes() {}

  /** Ids by claim, as the stack has them in its output. */
  static Map<String, String> declaredBy(LocalStack stack) {
    var found = new TreeMap<String, String>();
    JsonParser.parseString(stack.run("stack", "output", "volumes", "--json"))
        .getAsJsonObject()
        .entrySet()
        .forEach(entry -> found.put(entry.getKey(), entry.getValue().getAsString()));
    return found;
  }

  /** Ids of all that exist, in order. */
  static List<String> existing() {
    File[] found = folder("").toFile().listFiles(File::isDirectory);
    return found == null ? List.of() : Arrays.stream(found).map(File::getName).sorted().toList();
  }

  static Path folder(String volume) {
    return Path.of(Shell.environment("OPENSHIFT_KAFKA_EBS")).resolve(volume);
  }
}
