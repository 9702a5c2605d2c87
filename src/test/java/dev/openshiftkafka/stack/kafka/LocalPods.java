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
import java.util.stream.Collectors;
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
  private final boolean named;
  private final Map<Port, Integer> ports = new LinkedHashMap<>();
  private final Map<String, Path> folders = new LinkedHashMap<>();

  /** A port of a pod. */
  private record Port(String pod, int number) {}

  LocalPods(Path work) {
    this(work, false);
  }

  /**
   * Creates pods.
   *
   * @param named whether they keep their DNS names, which processes find in {@link #hosts}
   */
  LocalPods(Path work, boolean named) {
    this.work = work;
    this.named = named;
  }

  /** The names of the pods, as a file for {@code -Djdk.net.hosts.file}. */
  String hosts(StackConfig config) {
    return ports.keySet().stream()
        .map(port -> name(config, port))
        .distinct()
        .map(name -> "127.0.0.1 " + name + "\n")
        .collect(Collectors.joining());
  }

  private static String name(StackConfig config, Port port) {
    int ordinal = port.pod().lastIndexOf('-');
    return BrokerAddresses.pod(
        config,
        port.pod().substring(0, ordinal),
        Integer.parseInt(port.pod().substring(ordinal + 1)));
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
      String name = name(config, port.getKey());
      int number = port.getKey().number();
      replaced =
          replaced.replace(
              name + ":" + number, (named ? name : "127.0.0.1") + ":" + port.getValue());
      if (port.getKey().pod().equals(pod)) {
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
