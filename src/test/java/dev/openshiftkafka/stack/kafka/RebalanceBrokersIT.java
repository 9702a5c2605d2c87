package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.ledger.Backlog;
import dev.openshiftkafka.ledger.LedgerSpec;
import dev.openshiftkafka.ledger.Summary;
import dev.openshiftkafka.pod.rebalance.RebalanceCommand;
import dev.openshiftkafka.stack.kafka.MigratingCluster.RunningLedger;
import dev.openshiftkafka.testing.KafkaBrokers;
import dev.openshiftkafka.testing.KafkaJars;
import dev.openshiftkafka.testing.PinnedVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The program that moves replicas, on six real brokers in three racks, under load. */
@Tag("nightly")
class RebalanceBrokersIT {
  private static final String VERSION = PinnedVersions.of("KAFKA_4_VERSION");
  private static final int BROKERS = 6;
  private static final int PARTITIONS = 54;
  private static final String TOPIC = "uneven";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private KafkaBrokers kafka;
  private LocalProcesses processes;
  private Admin admin;
  private int runs;

  @BeforeEach
  void start() throws Exception {
    var volumes = new ArrayList<Path>();
    for (int i = 0; i < BROKERS; i++) {
      volumes.add(Files.createDirectories(folder.resolve("volume-" + i)));
    }
    kafka =
        KafkaBrokers.start(
            VERSION, folder, volumes, broker -> "broker.rack=zone-" + broker % 3 + "\n");
    processes = new LocalProcesses(folder, NodeJvm.of(MigratingCluster.config("upgraded")));
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    Awaitility.await().atMost(LIMIT).until(() -> admin.describeCluster().nodes().get().size() == 6);
    // Without replicas on the last three, they are as brokers that were just added.
    for (int broker = 3; broker < BROKERS; broker++) {
      var cordon = new AlterConfigOp(new ConfigEntry("cordoned.log.dirs", "*"), SET);
      admin.incrementalAlterConfigs(Map.of(resource(broker), List.of(cordon))).all().get();
    }
    writeUneven();
  }

  private static final AlterConfigOp.OpType SET = AlterConfigOp.OpType.SET;

  private static ConfigResource resource(int broker) {
    return new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(broker));
  }

  @AfterEach
  void stop() {
    admin.close();
    processes.close();
    kafka.close();
  }

  /** Partitions from 0.2 to 4 MB. */
  private void writeUneven() throws Exception {
    var replicas = new HashMap<Integer, List<Integer>>();
    for (int i = 0; i < PARTITIONS; i++) {
      replicas.put(i, List.of(i % 3, (i + 1) % 3, (i + 2) % 3));
    }
    admin.createTopics(List.of(new NewTopic(TOPIC, replicas))).all().get();
    var random = new Random(1);
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "linger.ms", "50");
    var serializer = new ByteArraySerializer();
    byte[] value = new byte[20_000];
    random.nextBytes(value);
    try (var producer = new KafkaProducer<>(settings, serializer, serializer)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        double megabytes = Math.min(4, Math.max(0.2, Math.exp(random.nextGaussian())));
        for (int i = 0; i < megabytes * 50; i++) {
          producer.send(new ProducerRecord<>(TOPIC, partition, null, value));
        }
      }
    }
  }

  /**
   * The replicas of all partitions.
   *
   * @param replicas the first is the preferred leader
   * @param leaders the current leaders
   * @param bytes size of the leader's log
   */
  private record State(
      Map<TopicPartition, List<Integer>> replicas,
      Map<TopicPartition, Integer> leaders,
      Map<TopicPartition, Long> bytes) {
    Map<Integer, Double> held() {
      var held = new TreeMap<Integer, Double>();
      replicas.forEach(
          (id, brokers) ->
              brokers.forEach(b -> held.merge(b, (double) bytes.get(id), Double::sum)));
      return held;
    }

    double copiedSince(State before) {
      double copied = 0;
      for (var partition : replicas.entrySet()) {
        var added = new HashSet<>(partition.getValue());
        before.replicas().get(partition.getKey()).forEach(added::remove);
        copied += added.size() * (double) before.bytes().get(partition.getKey());
      }
      return copied;
    }

    void assertEven(int brokers) {
      assertThat(held().keySet())
          .isEqualTo(IntStream.range(0, brokers).boxed().collect(Collectors.toSet()));
      double mean = held().values().stream().mapToDouble(bytes -> bytes).average().orElseThrow();
      assertThat(held().values())
          .as(held().toString())
          .allMatch(bytes -> Math.abs(bytes / mean - 1) < 0.1);
      Map<Integer, Long> led =
          leaders.values().stream()
              .collect(Collectors.groupingBy(leader -> leader, Collectors.counting()));
      double meanLed = (double) leaders.size() / brokers;
      assertThat(led.values())
          .as(led.toString())
          .hasSize(brokers)
          .allMatch(count -> Math.abs(count / meanLed - 1) < 0.1 + 1e-9);
      replicas.forEach(
          (id, ids) ->
              assertThat(ids.stream().map(broker -> broker % 3).distinct().count())
                  .as(id.toString())
                  .isEqualTo(ids.size()));
    }
  }

  private State state() throws Exception {
    var replicas = new HashMap<TopicPartition, List<Integer>>();
    var leaders = new HashMap<TopicPartition, Integer>();
    Collection<TopicDescription> topics =
        admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values();
    for (TopicDescription topic : topics) {
      topic
          .partitions()
          .forEach(
              partition -> {
                var id = new TopicPartition(topic.name(), partition.partition());
                replicas.put(id, partition.replicas().stream().map(Node::id).toList());
                leaders.put(id, partition.leader().id());
              });
    }
    var bytes = new HashMap<TopicPartition, Long>();
    admin
        .describeLogDirs(IntStream.range(0, BROKERS).boxed().toList())
        .allDescriptions()
        .get()
        .forEach(
            (broker, folders) ->
                folders
                    .values()
                    .forEach(
                        of ->
                            of.replicaInfos()
                                .forEach((id, info) -> bytes.merge(id, info.size(), Math::max))));
    return new State(replicas, leaders, bytes);
  }

  /** The least that brings each broker to within 10 % of the mean, from the sums before. */
  private static double leastPossible(State before, int brokers) {
    double mean = before.held().values().stream().mapToDouble(b -> b).sum() / brokers;
    double leave = 0;
    double enter = 0;
    for (int id = 0; id < BROKERS; id++) {
      double held = before.held().getOrDefault(id, 0.0);
      leave += id < brokers ? Math.max(0, held - 1.1 * mean) : held;
      enter += id < brokers ? Math.max(0, 0.9 * mean - held) : 0;
    }
    return Math.max(leave, enter);
  }

  private Process rebalance(String... options) throws IOException {
    runs++;
    var program = new ArrayList<>(List.of(RebalanceCommand.class.getName()));
    program.add("--bootstrap-server=" + kafka.bootstrapServers());
    program.add("--sample-seconds=2");
    program.addAll(List.of(options));
    String classPath =
        Stream.of(RebalanceCommand.class, CommandLine.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(":"))
            + ":"
            + KafkaJars.folder(VERSION)
            + "/*";
    return processes.start("rebalance-" + runs, classPath, List.of(), program);
  }

  private String log() throws IOException {
    return processes.log("rebalance-" + runs);
  }

  private void rebalanceToEnd(String... options) throws Exception {
    assertThat(rebalance(options).waitFor()).as(log()).isZero();
  }

  private void assertNoThrottle() throws Exception {
    var resources = new ArrayList<ConfigResource>();
    for (String topic : admin.listTopics().names().get()) {
      resources.add(new ConfigResource(ConfigResource.Type.TOPIC, topic));
    }
    IntStream.range(0, BROKERS).forEach(broker -> resources.add(resource(broker)));
    for (var config : admin.describeConfigs(resources).all().get().entrySet()) {
      assertThat(
              config.getValue().entries().stream()
                  .filter(entry -> !entry.isDefault() && entry.name().contains("throttled")))
          .as(config.getKey().toString())
          .isEmpty();
    }
  }

  private boolean isMoving() throws Exception {
    return !admin.listPartitionReassignments().reassignments().get().isEmpty();
  }

  @Test
  void rebalance_threeToSixToThree_movesLittleAndLosesNothing() throws Exception {
    var spec =
        new LedgerSpec(kafka.bootstrapServers(), "ledger", 6, 500, 100, Backlog.NONE, Map.of());
    RunningLedger ledger = RunningLedger.start(processes, "ledger", spec);
    State three = state();
    assertThat(three.held().keySet()).containsExactly(0, 1, 2);

    Process killed = rebalance("--brokers=0,1,2,3,4,5", "--throttle-mbps=1");
    Awaitility.await().atMost(LIMIT).until(this::isMoving);
    killed.destroyForcibly().waitFor();
    assertThat(isMoving()).as("the cluster continues").isTrue();
    rebalanceToEnd("--brokers=0,1,2,3,4,5", "--throttle-mbps=20");

    assertThat(log()).contains("partitions are already being reassigned");
    State six = state();
    six.assertEven(6);
    assertNoThrottle();
    assertThat(six.copiedSince(three)).isLessThanOrEqualTo(1.1 * leastPossible(three, 6));
    rebalanceToEnd("--brokers=0,1,2,3,4,5");
    assertThat(state().replicas()).isEqualTo(six.replicas());

    rebalanceToEnd("--brokers=0,1,2", "--leaving=3,4,5", "--throttle-mbps=20");

    assertThat(log()).contains("broker 5 is cordoned");
    State again = state();
    again.assertEven(3);
    assertNoThrottle();
    assertThat(again.copiedSince(six)).isLessThanOrEqualTo(1.1 * leastPossible(six, 3));
    Summary summary = ledger.end();
    assertThat(summary.verdict().kept()).as(summary.toString()).isTrue();
    assertThat(summary.verdict().lost()).isZero();
  }
}
