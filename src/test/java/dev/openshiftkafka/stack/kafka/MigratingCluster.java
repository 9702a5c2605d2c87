package dev.openshiftkafka.stack.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.ledger.Backlog;
import dev.openshiftkafka.ledger.Ledger;
import dev.openshiftkafka.ledger.LedgerSpec;
import dev.openshiftkafka.ledger.Summary;
import dev.openshiftkafka.pod.migration.MigrationCommand;
import dev.openshiftkafka.testing.KafkaBrokers;
import dev.openshiftkafka.testing.KafkaJars;
import dev.openshiftkafka.testing.PinnedVersions;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A cluster of real processes on the loopback interface in the phases of a migration: one ZooKeeper
 * server, three controllers with their exporters, and three brokers.
 */
final class MigratingCluster extends LocalNodes {
  private static final String ZOOKEEPER = "zookeeper";

  MigratingCluster(Path work) throws IOException {
    super(work, NodeJvm.of(config("none")), Listeners.of(config("provision")));
    int zookeeper = KafkaBrokers.freePort();
    for (int i = 0; i < NODES; i++) {
      pods.add(Names.pod(Names.ZOOKEEPER, i), Names.ZOOKEEPER_CLIENT_PORT, zookeeper);
      reserveExporter(controller(i));
    }
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

  String zookeeper() {
    return "127.0.0.1:" + pods.port(Names.pod(Names.ZOOKEEPER, 0), Names.ZOOKEEPER_CLIENT_PORT);
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
        KafkaJars.folder(config("none").kafka().version()) + "/*",
        List.of(),
        List.of("org.apache.zookeeper.server.quorum.QuorumPeerMain", config.toString()));
    LocalProcesses.awaitPort(Integer.parseInt(port));
  }

  /** Starts or restarts the brokers, one at a time, each when the one before is ready. */
  void rollBrokers(String phase) throws IOException, InterruptedException {
    StackConfig config = config(phase);
    NodeSet set =
        Brokers.of(config, new ClusterId(config, !phase.equals("none")), QuorumForm.STATIC);
    for (int i = NODES - 1; i >= 0; i--) {
      roll(config, set, broker(i));
      awaitReady(broker(i));
    }
  }

  /** As {@link #rollBrokers}; the controllers of a new quorum start together. */
  void rollControllers(String phase) throws IOException, InterruptedException {
    StackConfig config = config(phase);
    NodeSet set = Controllers.of(config, new ClusterId(config, true), QuorumForm.STATIC);
    boolean isNew = !processes.has(controller(0));
    for (int i = NODES - 1; i >= 0; i--) {
      roll(config, set, controller(i));
      startExporter(config, Names.CONTROLLER_COMPONENT, controller(i));
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
    NodeSet set = Brokers.of(config, new ClusterId(config, false), QuorumForm.STATIC);
    for (int i = 0; i < NODES; i++) {
      roll(config, set, broker(i));
    }
    for (int i = 0; i < NODES; i++) {
      awaitReady(broker(i));
    }
  }

  void stopControllers() throws InterruptedException {
    for (int i = 0; i < NODES; i++) {
      stop(controller(i));
      stop(controller(i) + "-exporter");
    }
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
        pods.program(config, "", command).stream()
            .map(argument -> argument.replace("--brokers=" + NODES, "--brokers=" + brokers))
            .toList();
    return run(LocalPods.programs(MigrationCommand.class, config), program);
  }

  /** Starts a ledger, which writes until it is closed. */
  RunningLedger ledger() throws IOException {
    var spec =
        new LedgerSpec(
            bootstrapServers(), nextName("topic"), NODES, 300, 100, Backlog.NONE, Map.of());
    return RunningLedger.start(processes, nextName("ledger"), spec);
  }

  /** A ledger that writes. */
  record RunningLedger(LocalProcesses processes, String name, String topic, Process process) {
    static RunningLedger start(LocalProcesses processes, String name, LedgerSpec spec)
        throws IOException {
      Process process =
          processes.start(
              name,
              System.getProperty("java.class.path"),
              List.of(),
              List.of(Ledger.class.getName(), new ObjectMapper().writeValueAsString(spec)));
      Awaitility.await(name)
          .atMost(LocalPods.LIMIT)
          .until(() -> processes.log(name).contains(Ledger.STATUS));
      return new RunningLedger(processes, name, spec.topic(), process);
    }

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
}
