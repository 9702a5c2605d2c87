package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiered storage in real brokers with the rendered configuration. */
@Tag("nightly")
class TieredStorageBrokersIT {
  private static final PrintStream OUT = System.out;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int PARTITIONS = 3;
  private static final int RECORDS = 5_000;
  private static final int RECORD_BYTES = 16_384;
  private static final long MIB = 1 << 20;
  private static final long TOPIC_BYTES = (long) PARTITIONS * RECORDS * RECORD_BYTES;

  /** One segment, besides the active one. */
  private static final long LOCAL_RETENTION = MIB;

  private static final int EMPTIED = 2;

  /** Bytes per second that an emptied broker may copy: the network of a small instance. */
  private static final String COPY_RATE = "10000000";

  @TempDir private Path folder;
  private TieredCluster cluster;
  private Admin admin;

  private void start(boolean secure) throws Exception {
    cluster = TieredCluster.start(folder, secure);
    admin = Admin.create(cluster.clientSettings());
  }

  @AfterEach
  void stop() {
    if (admin != null) {
      admin.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Creates a topic whose partition i is led by broker i, with a replica on each broker. */
  private void create(String topic, Map<String, String> settings) throws Exception {
    var assignments = new HashMap<Integer, List<Integer>>();
    for (int i = 0; i < PARTITIONS; i++) {
      assignments.put(i, List.of(i, (i + 1) % PARTITIONS, (i + 2) % PARTITIONS));
    }
    var all = new HashMap<>(settings);
    all.put("min.insync.replicas", "2");
    all.put("file.delete.delay.ms", "1000");
    all.put("follower.replication.throttled.replicas", "*");
    admin.createTopics(List.of(new NewTopic(topic, assignments).configs(all))).all().get();
  }

  private void createTiered(String topic) throws Exception {
    create(
        topic,
        Map.of(
            "remote.storage.enable",
            "true",
            "local.retention.bytes",
            String.valueOf(LOCAL_RETENTION)));
  }

  private static byte[] payload(int partition, long offset) {
    byte[] bytes = new byte[RECORD_BYTES];
    new Random(partition * 1_000_003L + offset).nextBytes(bytes);
    return bytes;
  }

  private void fill(String topic) throws Exception {
    Map<String, Object> settings = cluster.clientSettings();
    settings.putAll(Map.of("acks", "all", "batch.size", "262144", "linger.ms", "5"));
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var sent = new ArrayList<Future<RecordMetadata>>();
      for (int i = 0; i < RECORDS; i++) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          sent.add(
              producer.send(new ProducerRecord<>(topic, partition, null, payload(partition, i))));
        }
      }
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    }
  }

  /** Waits until the volumes have the local retention only, and remote storage has the rest. */
  private void awaitTiered(String topic) {
    await(topic)
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              for (int broker = 0; broker < TieredCluster.NODES; broker++) {
                assertThat(cluster.localBytes(broker, topic))
                    .as("records on broker " + broker)
                    .isLessThanOrEqualTo(PARTITIONS * (LOCAL_RETENTION + 2 * MIB));
              }
            });
    assertThat(cluster.remoteBytes(topic))
        .isGreaterThanOrEqualTo(TOPIC_BYTES - PARTITIONS * (LOCAL_RETENTION + MIB));
  }

  /** Reads partitions from their beginning, and compares every record with what was written. */
  private void assertRead(String topic, List<Integer> partitions) {
    var next = new HashMap<Integer, Long>();
    partitions.forEach(partition -> next.put(partition, 0L));
    Map<String, Object> settings = cluster.clientSettings();
    settings.put("auto.offset.reset", "none");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var assigned = partitions.stream().map(number -> new TopicPartition(topic, number)).toList();
      consumer.assign(assigned);
      assertThat(consumer.beginningOffsets(assigned).values()).containsOnly(0L);
      consumer.seekToBeginning(assigned);
      await("records of " + topic)
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(1))
          .pollInSameThread()
          .until(
              () -> {
                for (ConsumerRecord<byte[], byte[]> record :
                    consumer.poll(Duration.ofMillis(500))) {
                  long expected = next.merge(record.partition(), 1L, Long::sum) - 1;
                  assertThat(record.offset()).isEqualTo(expected);
                  assertThat(record.value()).isEqualTo(payload(record.partition(), expected));
                }
                return next.values().stream().allMatch(offset -> offset == RECORDS);
              });
    }
  }

  /** With security, the brokers reach the topic of the metadata with their own certificates. */
  @ParameterizedTest(name = "secure: {0}")
  @ValueSource(booleans = {false, true})
  void topic_localRetention_leavesDisksAndIsRead(boolean secure) throws Exception {
    start(secure);
    createTiered("events");
    fill("events");
    awaitTiered("events");

    for (int broker = 0; broker < TieredCluster.NODES; broker++) {
      assertThat(cluster.localBytes(broker, "events")).isLessThan(TOPIC_BYTES / 10);
    }
    assertRead("events", List.of(0, 1, 2));
    String metrics = cluster.metrics();
    assertThat(metrics)
        .contains("kafka_server_brokertopicmetrics_remotecopylagbytes 0.0")
        .contains("kafka_server_brokertopicmetrics_remotecopyerrors_total 0.0")
        .contains("kafka_server_brokertopicmetrics_remotefetcherrors_total 0.0")
        .contains("kafka_server_brokertopicmetrics_remotedeleteerrors_total 0.0");
  }

  /**
   * What an emptied broker did until its replicas were in sync.
   *
   * @param bytes bytes of the topic on its volume
   * @param volume bytes of all files on its volume
   * @param copied time since it was registered again
   * @param all time since its process was started
   */
  private record Refill(long bytes, long volume, Duration copied, Duration all) {}

  private Refill refill(String topic) throws Exception {
    cluster.emptyVolume(TieredCluster.broker(EMPTIED));
    await().atMost(LIMIT).until(() -> !liveBrokers().contains(EMPTIED));
    long start = System.nanoTime();
    cluster.startBroker(EMPTIED);
    await().atMost(LIMIT).pollInterval(POLL).until(() -> liveBrokers().contains(EMPTIED));
    long registered = System.nanoTime();
    await().atMost(LIMIT).pollInterval(POLL).until(() -> isInSync(topic));
    long inSync = System.nanoTime();
    return new Refill(
        cluster.localBytes(EMPTIED, topic),
        cluster.volumeBytes(EMPTIED),
        Duration.ofNanos(inSync - registered),
        Duration.ofNanos(inSync - start));
  }

  private List<Integer> liveBrokers() throws Exception {
    return admin.describeCluster().nodes().get().stream().map(Node::id).toList();
  }

  private TopicDescription describe(String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
  }

  private boolean isInSync(String topic) throws Exception {
    return describe(topic).partitions().stream()
        .allMatch(partition -> partition.isr().stream().anyMatch(node -> node.id() == EMPTIED));
  }

  private void limitCopies() throws Exception {
    var rate = new ConfigEntry("follower.replication.throttled.rate", COPY_RATE);
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(EMPTIED)),
                List.of(new AlterConfigOp(rate, OpType.SET))))
        .all()
        .get();
  }

  @Test
  void emptiedBroker_tieredTopic_copiesOnlyWhatIsNotRemote() throws Exception {
    start(false);
    limitCopies();
    create("untiered", Map.of());
    fill("untiered");
    Refill untiered = refill("untiered");
    admin.deleteTopics(List.of("untiered")).all().get();

    createTiered("tiered");
    fill("tiered");
    awaitTiered("tiered");
    Refill tiered = refill("tiered");

    OUT.printf(
        "emptied broker, %d MB: untiered %s, tiered %s; bytes 1/%.1f, time of copies 1/%.1f%n",
        TOPIC_BYTES / 1_000_000,
        untiered,
        tiered,
        (double) untiered.bytes() / tiered.bytes(),
        (double) untiered.copied().toNanos() / tiered.copied().toNanos());
    assertThat(untiered.bytes()).isGreaterThanOrEqualTo(TOPIC_BYTES);
    assertThat(tiered.bytes()).isLessThan(untiered.bytes() / 10);

    // The emptied broker also serves what it has not copied.
    var led = new TopicPartition("tiered", EMPTIED);
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              admin.electLeaders(ElectionType.PREFERRED, Set.of(led)).partitions().get();
              return describe("tiered").partitions().get(EMPTIED).leader().id() == EMPTIED;
            });
    assertRead("tiered", List.of(EMPTIED));
    assertThat(cluster.localBytes(EMPTIED, "tiered")).isLessThan(untiered.bytes() / 10);
  }
}
