package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.ledger.Backlog;
import dev.openshiftkafka.ledger.Ledger;
import dev.openshiftkafka.ledger.LedgerSpec;
import dev.openshiftkafka.ledger.Summary;
import dev.openshiftkafka.pod.exporter.MetricsServer;
import dev.openshiftkafka.pod.migration.MigrationCommand;
import dev.openshiftkafka.pod.readiness.FormatCommand;
import dev.openshiftkafka.pod.readiness.NodeReadiness;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import dev.openshiftkafka.testing.KafkaBrokers;
import dev.openshiftkafka.testing.KafkaJars;
import dev.openshiftkafka.testing.PinnedVersions;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import picocli.CommandLine;

/**
 * A cluster of real processes on the loopback interface in the phases of a migration: one ZooKeeper
 * server, three controllers with their exporters, and three brokers.
 *
 * <p>Files and commands are those that the stack declares. Only addresses and folders differ: each
 * port of a pod becomes a free port of 127.0.0.1, and each volume a folder.
 */
final class MigratingCluster implements AutoCloseable {
  static final int NODES = 3;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String ZOOKEEPER = "zookeeper";

  private final Path work;
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final LocalProcesses processes;
  private int runs;

  MigratingCluster(Path work) throws IOException {
    this.work = work;
    this.processes = new LocalProcesses(work, NodeJvm.of(config("none")).logging());
    int zookeeper = KafkaBrokers.freePort();
    for (int i = 0; i < NODES; i++) {
      ports.put(Names.pod(Names.ZOOKEEPER, i) + ":" + Names.ZOOKEEPER_CLIENT_PORT, zookeeper);
      ports.put(broker(i) + ":9092", KafkaBrokers.freePort());
      ports.put(controller(i) + ":9093", KafkaBrokers.freePort());
      ports.put(controller(i) + ":" + JmxExporter.PORT, KafkaBrokers.freePort());
      ports.put(controller(i) + ":jmx", KafkaBrokers.freePort());
    }
  }

  static String broker(int ordinal) {
    return Names.pod(Names.BROKERS, ordinal);
  }

  static String controller(int ordinal) {
    return Names.pod(Names.CONTROLLERS, ordinal);
  }

  /**
   * The configuration of a phase; also {@code none}, before the migration, and {@code kraft} and
   * {@code upgraded}, after it.
   */
  static StackConfig config(String phase) {
    Map<String, String> values =
        switch (phase) {
          case "none" -> StackFile.read("local");
          case "kraft" -> StackFile.migrated();
          case "upgraded" ->
              StackEdit.apply(
                  StackFile.migrated(), Map.of("kafka/version", PinnedVersions.KAFKA_4));
          case "reset" ->
              StackEdit.apply(
                  StackFile.migrating("provision"), Map.of("migration/allowControllerReset", true));
          default -> StackFile.migrating(phase);
        };
    return new ConfigSource("openshift-kafka", "local", values).read();
  }

  Path data(String pod) {
    return work.resolve(pod).resolve("data");
  }

  private Path properties(String pod) {
    return work.resolve(pod).resolve(pod + ".properties");
  }

  String bootstrapServers() {
    return IntStream.range(0, NODES)
        .mapToObj(i -> "127.0.0.1:" + ports.get(broker(i) + ":9092"))
        .collect(Collectors.joining(","));
  }

  String zookeeper() {
    return "127.0.0.1:"
        + ports.get(Names.pod(Names.ZOOKEEPER, 0) + ":" + Names.ZOOKEEPER_CLIENT_PORT);
  }

  void startZooKeeper() throws IOException {
    Path config = Files.createDirectories(work.resolve(ZOOKEEPER)).resolve("zoo.cfg");
    String port = zookeeper().split(":")[1];
    Files.writeString(
        config,
        "tickTime=500\ndataDir=%s\nclientPort=%s\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\n"
            .formatted(work.resolve(ZOOKEEPER), port));
    processes.start(
        ZOOKEEPER,
        kafka(config("none")),
        List.of(),
        List.of("org.apache.zookeeper.server.quorum.QuorumPeerMain", config.toString()));
    LocalProcesses.awaitPort(Integer.parseInt(port));
  }

  /** Starts or restarts the brokers, one at a time, each when the one before is ready. */
  void rollBrokers(String phase) throws IOException, InterruptedException {
    StackConfig config = config(phase);
    NodeSet set = Brokers.of(config, new ClusterId(config, !phase.equals("none")));
    for (int i = NODES - 1; i >= 0; i--) {
      roll(config, set, broker(i));
      awaitReady(broker(i));
    }
  }

  /** As {@link #rollBrokers}; the controllers of a new quorum start together. */
  void rollControllers(String phase) throws IOException, InterruptedException {
    StackConfig config = config(phase);
    NodeSet set = Controllers.of(config, new ClusterId(config, true));
    boolean isNew = !processes.has(controller(0));
    for (int i = NODES - 1; i >= 0; i--) {
      roll(config, set, controller(i));
      startExporter(config, i);
      if (!isNew) {
        awaitReady(controller(i));
      }
    }
    for (int i = 0; i < NODES; i++) {
      awaitReady(controller(i));
    }
  }

  /** Starts all brokers at once. */
  void startBrokers(String phase) throws IOException, InterruptedException {
    StackConfig config = config(phase);
    NodeSet set = Brokers.of(config, new ClusterId(config, false));
    for (int i = 0; i < NODES; i++) {
      roll(config, set, broker(i));
    }
    for (int i = 0; i < NODES; i++) {
      awaitReady(broker(i));
    }
  }

  /** Stops a node and deletes its data, as if its disk was replaced. */
  void emptyVolume(String pod) throws IOException, InterruptedException {
    stop(pod);
    try (Stream<Path> files = Files.walk(data(pod))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  void stopControllers() throws InterruptedException {
    for (int i = 0; i < NODES; i++) {
      stop(controller(i));
      stop(controller(i) + "-exporter");
    }
  }

  private void roll(StackConfig config, NodeSet set, String pod)
      throws IOException, InterruptedException {
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

  /** Runs a Job of the migration. */
  Result job(String step, String phase, int timeoutSeconds)
      throws IOException, InterruptedException {
    return jobWithBrokers(step, phase, NODES, timeoutSeconds);
  }

  /** As {@link #job}, with another number of brokers. */
  Result jobWithBrokers(String step, String phase, int brokers, int timeoutSeconds)
      throws IOException, InterruptedException {
    StackConfig config = config(phase);
    List<String> command = new MigrationJobs(config).command(step, timeoutSeconds);
    List<String> program =
        command.subList(command.indexOf("-cp") + 2, command.size()).stream()
            .filter(argument -> !argument.startsWith("--termination-log"))
            .map(argument -> local(config, "", argument))
            .map(argument -> argument.replace("--brokers=" + NODES, "--brokers=" + brokers))
            .toList();
    return run(programs(MigrationCommand.class, config), program);
  }

  /** The result of a program. */
  record Result(int status, String output) {}

  private Result run(String classPath, List<String> program)
      throws IOException, InterruptedException {
    runs++;
    String name = "run-" + runs;
    int status = processes.start(name, classPath, List.of(), program).waitFor();
    return new Result(status, processes.log(name));
  }

  /** Starts a ledger, which writes until it is closed. */
  RunningLedger ledger() throws IOException {
    var spec =
        new LedgerSpec(
            bootstrapServers(), "ledger-" + runs, NODES, 300, 100, Backlog.NONE, Map.of());
    runs++;
    String name = "ledger-" + runs;
    Process process =
        processes.start(
            name,
            System.getProperty("java.class.path"),
            List.of(),
            List.of(Ledger.class.getName(), new ObjectMapper().writeValueAsString(spec)));
    Awaitility.await(name).atMost(LIMIT).until(() -> processes.log(name).contains(Ledger.STATUS));
    return new RunningLedger(processes, name, spec.topic(), process);
  }

  /** A ledger that writes. */
  record RunningLedger(LocalProcesses processes, String name, String topic, Process process) {
    /** Ends the ledger, and returns what it has found. */
    Summary end() throws IOException, InterruptedException {
      process.getOutputStream().close();
      process.waitFor();
      String log = processes.log(name);
      String line =
          log.lines()
              .filter(text -> text.startsWith(Ledger.SUMMARY))
              .findFirst()
              .orElseThrow(() -> new AssertionError(log));
      return new ObjectMapper().readValue(line.substring(Ledger.SUMMARY.length()), Summary.class);
    }
  }

  private void startExporter(StackConfig config, int ordinal) throws IOException {
    String pod = controller(ordinal);
    String name = pod + "-exporter";
    if (processes.has(name)) {
      return;
    }
    Path rules = work.resolve(pod).resolve(JmxExporter.FILE);
    String text = JmxExporter.of(config, Names.CONTROLLER_COMPONENT).orElseThrow().rules();
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
  private String local(StackConfig config, String pod, String text) {
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
  private static String programs(Class<?> program, StackConfig config) {
    return Path.of(program.getProtectionDomain().getCodeSource().getLocation().getPath())
        + ":"
        + CommandLine.class.getProtectionDomain().getCodeSource().getLocation().getPath()
        + ":"
        + kafka(config);
  }

  void stop(String pod) throws InterruptedException {
    processes.stop(pod);
  }

  private void awaitReady(String pod) {
    Awaitility.await(pod)
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(NodeReadiness.reasons(properties(pod))).isEmpty());
  }

  @Override
  public void close() {
    processes.close();
  }
}
