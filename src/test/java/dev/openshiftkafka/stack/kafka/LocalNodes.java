package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.pod.exporter.MetricsServer;
import dev.openshiftkafka.pod.readiness.FormatCommand;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Brokers and controllers of a stack as real processes on the loopback interface.
 *
 * <p>Files and commands are those that the stack declares. Only addresses and folders differ.
 */
class LocalNodes implements AutoCloseable {
  static final int NODES = 3;
  private static final int JMX_PORT = 5555;

  final Path work;
  final LocalPods pods;
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
    this.pods = new LocalPods(work);
    this.processes = new LocalProcesses(work, jvm);
    this.clients = listeners.clients();
    for (int i = 0; i < NODES; i++) {
      for (Listener listener : listeners.brokers()) {
        pods.add(broker(i), listener.port());
      }
      for (Listener listener : listeners.controllers()) {
        pods.add(controller(i), listener.port());
      }
    }
  }

  /** Reserves the ports of the exporter of a pod. */
  final void reserveExporter(String pod) throws IOException {
    pods.add(pod, JmxExporter.PORT);
    pods.add(pod, JMX_PORT);
  }

  static String broker(int ordinal) {
    return Names.pod(Names.BROKERS, ordinal);
  }

  static String controller(int ordinal) {
    return Names.pod(Names.CONTROLLERS, ordinal);
  }

  Path data(String pod) {
    return pods.data(pod);
  }

  String bootstrapServers() {
    return IntStream.range(0, NODES)
        .mapToObj(i -> "127.0.0.1:" + pods.port(broker(i), clients.port()))
        .collect(Collectors.joining(","));
  }

  /** Stops a node and deletes its data, as if its disk was replaced. */
  void emptyVolume(String pod) throws IOException, InterruptedException {
    stop(pod);
    pods.empty(pod);
  }

  /** Starts or restarts a node, after its init container. */
  void roll(StackConfig config, NodeSet set, String pod) throws IOException, InterruptedException {
    stop(pod);
    Files.createDirectories(data(pod));
    String text = pods.local(config, pod, set.files().get(pod + ".properties"));
    Files.writeString(
        pods.properties(pod),
        text + "offsets.topic.num.partitions=3\ntransaction.state.log.num.partitions=3\n");
    if (set.init().isPresent()) {
      Result init = init(config, set, pod);
      assertThat(init.status()).as(init.output()).isZero();
    }
    processes.start(
        pod,
        LocalPods.kafka(config),
        jmxFlags(pod),
        List.of("kafka.Kafka", pods.properties(pod).toString()));
  }

  /** Runs the init container of a pod, with further options. */
  Result init(StackConfig config, NodeSet set, String pod, String... options)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(set.init().orElseThrow().command());
    command.addAll(List.of(options));
    return run(LocalPods.programs(FormatCommand.class, config), pods.program(config, pod, command));
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
    Files.writeString(rules, text.replace("127.0.0.1:" + JMX_PORT, "127.0.0.1:" + jmxPort(pod)));
    processes.start(
        name,
        System.getProperty("java.class.path"),
        List.of(),
        List.of(
            MetricsServer.class.getName(),
            String.valueOf(pods.port(pod, JmxExporter.PORT)),
            rules.toString()));
  }

  private List<String> jmxFlags(String pod) {
    if (!pods.has(pod, JMX_PORT)) {
      return List.of();
    }
    return JmxExporter.jvmFlags().stream()
        .map(flag -> flag.replace(String.valueOf(JMX_PORT), String.valueOf(jmxPort(pod))))
        .toList();
  }

  private int jmxPort(String pod) {
    return pods.port(pod, JMX_PORT);
  }

  final void stop(String pod) throws InterruptedException {
    processes.stop(pod);
  }

  final void awaitReady(String pod) {
    pods.awaitReady(pod);
  }

  @Override
  public void close() {
    processes.close();
  }
}
