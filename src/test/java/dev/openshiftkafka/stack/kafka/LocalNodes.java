package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.pod.exporter.MetricsServer;
import dev.openshiftkafka.pod.readiness.FormatCommand;
import dev.openshiftkafka.pod.readiness.NodeReadiness;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
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
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import picocli.CommandLine;

/**
 * Brokers and controllers of a stack as real processes on the loopback interface.
 *
 * <p>Files and commands are those that the stack declares. Only addresses and folders differ: each
 * port of a pod becomes a free port of 127.0.0.1, and each volume a folder.
 */
class LocalNodes implements AutoCloseable {
  static final int NODES = 3;
  static final Duration LIMIT = Duration.ofMinutes(3);

  final Path work;
  final Map<String, Integer> ports = new LinkedHashMap<>();
  final LocalProcesses processes;
  private final Listener clients;
  private int runs;

  /**
   * Reserves the ports of brokers and controllers.
   *
   * @param jvm the logging configuration of Kafka's version
   * @param listeners their listeners
   */
  LocalNodes(Path work, NodeJvm jvm, Listeners listeners) throws IOException {
    this.work = work;
    this.processes = new LocalProcesses(work, jvm);
    this.clients = listeners.clients();
    for (int i = 0; i < NODES; i++) {
      for (Listener listener : listeners.brokers()) {
        ports.put(broker(i) + ":" + listener.port(), KafkaBrokers.freePort());
      }
      for (Listener listener : listeners.controllers()) {
        ports.put(controller(i) + ":" + listener.port(), KafkaBrokers.freePort());
      }
    }
  }

  /** Reserves the ports of the exporter of a pod. */
  final void reserveExporter(String pod) throws IOException {
    ports.put(pod + ":" + JmxExporter.PORT, KafkaBrokers.freePort());
    ports.put(pod + ":jmx", KafkaBrokers.freePort());
  }

  static String broker(int ordinal) {
    return Names.pod(Names.BROKERS, ordinal);
  }

  static String controller(int ordinal) {
    return Names.pod(Names.CONTROLLERS, ordinal);
  }

  Path data(String pod) {
    return work.resolve(pod).resolve("data");
  }

  Path properties(String pod) {
    return work.resolve(pod).resolve(pod + ".properties");
  }

  String bootstrapServers() {
    return IntStream.range(0, NODES)
        .mapToObj(i -> "127.0.0.1:" + ports.get(broker(i) + ":" + clients.port()))
        .collect(Collectors.joining(","));
  }

  /** Stops a node and deletes its data, as if its disk was replaced. */
  void emptyVolume(String pod) throws IOException, InterruptedException {
    stop(pod);
    Utils.delete(data(pod).toFile());
  }

  /** Starts or restarts a node, after its init container. */
  void roll(StackConfig config, NodeSet set, String pod) throws IOException, InterruptedException {
    stop(pod);
    Files.createDirectories(data(pod));
    String text = local(config, pod, set.files().get(pod + ".properties"));
    Files.writeString(
        properties(pod),
        text + "offsets.topic.num.partitions=3\ntransaction.state.log.num.partitions=3\n");
    if (set.init().isPresent()) {
      Result init = init(config, set, pod);
      assertThat(init.status()).as(init.output()).isZero();
    }
    processes.start(
        pod, kafka(config), jmxFlags(pod), List.of("kafka.Kafka", properties(pod).toString()));
  }

  /** Runs the init container of a pod. */
  Result init(StackConfig config, NodeSet set, String pod)
      throws IOException, InterruptedException {
    List<String> command = set.init().orElseThrow().command();
    List<String> program =
        command.subList(command.indexOf("-cp") + 2, command.size()).stream()
            .map(argument -> local(config, pod, argument))
            .toList();
    return run(programs(FormatCommand.class, config), program);
  }

  /** The result of a program. */
  record Result(int status, String output) {}

  /** Runs a program until it ends. */
  final Result run(String classPath, List<String> program)
      throws IOException, InterruptedException {
    String name = nextName("run");
    int status = processes.start(name, classPath, List.of(), program).waitFor();
    return new Result(status, processes.log(name));
  }

  /** A name of a process that no other has. */
  final String nextName(String kind) {
    runs++;
    return kind + "-" + runs;
  }

  /** Starts the exporter of a pod, unless it runs. */
  void startExporter(StackConfig config, String component, String pod) throws IOException {
    String name = pod + "-exporter";
    if (processes.has(name)) {
      return;
    }
    Path rules = work.resolve(pod).resolve(JmxExporter.FILE);
    String text = JmxExporter.of(config, component).orElseThrow().rules();
    Files.writeString(rules, text.replace("127.0.0.1:5555", "127.0.0.1:" + jmxPort(pod)));
    processes.start(
        name,
        System.getProperty("java.class.path"),
        List.of(),
        List.of(
            MetricsServer.class.getName(),
            String.valueOf(ports.get(pod + ":" + JmxExporter.PORT)),
            rules.toString()));
  }

  private List<String> jmxFlags(String pod) {
    if (!ports.containsKey(pod + ":jmx")) {
      return List.of();
    }
    return JmxExporter.jvmFlags().stream()
        .map(flag -> flag.replace("5555", String.valueOf(jmxPort(pod))))
        .toList();
  }

  private int jmxPort(String pod) {
    return ports.get(pod + ":jmx");
  }

  /** Replaces addresses and folders of a pod. */
  String local(StackConfig config, String pod, String text) {
    String replaced =
        text.replace(NodeJvm.OWN_FILE, properties(pod).toString())
            .replace("=" + NodeSet.DATA_PATH, "=" + data(pod));
    for (var port : ports.entrySet()) {
      String[] address = port.getKey().split(":");
      String set = address[0].substring(0, address[0].lastIndexOf('-'));
      int ordinal = Integer.parseInt(address[0].substring(set.length() + 1));
      replaced =
          replaced.replace(
              BrokerAddresses.pod(config, set, ordinal) + ":" + address[1],
              "127.0.0.1:" + port.getValue());
      if (address[0].equals(pod)) {
        replaced = replaced.replace("://:" + address[1], "://127.0.0.1:" + port.getValue());
      }
    }
    return replaced;
  }

  private static String kafka(StackConfig config) {
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

  final void stop(String pod) throws InterruptedException {
    processes.stop(pod);
  }

  final void awaitReady(String pod) {
    Awaitility.await(pod)
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(NodeReadiness.reasons(properties(pod))).isEmpty());
  }

  @Override
  public void close() {
    processes.close();
  }
}
