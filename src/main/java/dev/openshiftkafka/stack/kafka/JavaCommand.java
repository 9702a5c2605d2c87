package dev.openshiftkafka.stack.kafka;

import java.util.ArrayList;
import java.util.List;

/**
 * Starts a class of the Kafka image as process 1.
 *
 * <p>Without a shell in between the JVM itself gets SIGTERM, and nothing outside the mounted
 * volumes is written. Kubernetes, not a shell, replaces {@code $(POD_NAME)}.
 */
final class JavaCommand {
  static final String CLASS_PATH = "/opt/kafka/libs/*";
  static final String OWN_FILE = NodeSet.CONFIG_PATH + "/$(POD_NAME).properties";

  private JavaCommand() {}

  static List<String> of(List<String> jvmFlags, String mainClass, String... arguments) {
    var command = new ArrayList<String>();
    command.add("java");
    command.addAll(jvmFlags);
    command.addAll(List.of("-cp", CLASS_PATH, mainClass));
    command.addAll(List.of(arguments));
    return List.copyOf(command);
  }
}
