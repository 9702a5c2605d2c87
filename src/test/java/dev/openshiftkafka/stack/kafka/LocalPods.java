package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.pod.readiness.NodeReadiness;
import dev.openshiftkafka.testing.KafkaBrokers;
import dev.openshiftkafka.testing.KafkaJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import picocli.CommandLine;

/**
 * Pods as processes of this machine: each port of a pod is a free port of 127.0.0.1, and each
 * volume a folder.
 */
final class LocalPods {
  static final Duration LIMIT = Duration.ofMinutes(3);

  private final Path work;
  private final Map<Port, Integer> ports = new LinkedHashMap<>();
  private final Map<String, Path> folders = new LinkedHashMap<>();

  /** A port of a pod. */
  private record Port(String pod, int number) {}

  LocalPods(Path work) {
    this.work = work;
  }

  /** Adds a port of a pod. */
  void add(String pod, int number) throws IOException {
    add(pod, number, KafkaBrokers.freePort());
  }

  void add(String pod, int number, int local) {
    ports.put(new Port(pod, number), local);
  }

  /** Adds a folder that all pods share. */
  void addFolder(String inPod, Path local) {
    folders.put(inPod, local);
  }

  boolean has(String pod, int number) {
    return ports.containsKey(new Port(pod, number));
  }

  /** The port of 127.0.0.1. */
  int port(String pod, int number) {
    return ports.get(new Port(pod, number));
  }

  /** The folder of a pod's volume. */
  Path data(String pod) {
    return work.resolve(pod).resolve("data");
  }

  /** The properties file of a pod. */
  Path properties(String pod) {
    return work.resolve(pod).resolve(pod + ".properties");
  }

  /** Deletes the data of a pod, as if its disk was replaced. */
  void empty(String pod) throws IOException {
    Utils.delete(data(pod).toFile());
    Files.createDirectories(data(pod));
  }

  /** Replaces addresses and folders of a pod. */
  String local(StackConfig config, String pod, String text) {
    String replaced =
        text.replace(NodeJvm.OWN_FILE, properties(pod).toString())
            .replace("=" + NodeSet.DATA_PATH, "=" + data(pod));
    for (var folder : folders.entrySet()) {
      replaced = replaced.replace("=" + folder.getKey(), "=" + folder.getValue());
    }
    for (var port : ports.entrySet()) {
      String name = port.getKey().pod();
      String set = name.substring(0, name.lastIndexOf('-'));
      int ordinal = Integer.parseInt(name.substring(set.length() + 1));
      int number = port.getKey().number();
      replaced =
          replaced.replace(
              BrokerAddresses.pod(config, set, ordinal) + ":" + number,
              "127.0.0.1:" + port.getValue());
      if (name.equals(pod)) {
        replaced = replaced.replace("://:" + number, "://127.0.0.1:" + port.getValue());
      }
    }
    return replaced;
  }

  /** Main class and arguments of a container's command, without its termination log. */
  List<String> program(StackConfig config, String pod, List<String> command) {
    return command.subList(command.indexOf("-cp") + 2, command.size()).stream()
        .filter(argument -> !argument.startsWith("--termination-log"))
        .map(argument -> local(config, pod, argument))
        .toList();
  }

  void awaitReady(String pod) {
    Awaitility.await(pod)
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(NodeReadiness.reasons(properties(pod))).isEmpty());
  }

  /** The class path of Kafka's image. */
  static String kafka(StackConfig config) {
    return KafkaJars.folder(config.kafka().version()) + "/*";
  }

  /** The class path of a pod with programs of this project. */
  static String programs(Class<?> program, StackConfig config) {
    return Path.of(program.getProtectionDomain().getCodeSource().getLocation().getPath())
        + ":"
        + CommandLine.class.getProtectionDomain().getCodeSource().getLocation().getPath()
        + ":"
        + kafka(config);
  }
}
