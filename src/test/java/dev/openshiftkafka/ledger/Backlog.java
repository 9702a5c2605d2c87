package dev.openshiftkafka.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records in a topic before a ledger starts, so that a broker with an empty volume takes long to
 * catch up.
 *
 * <p>Kafka's replication throttle makes that time independent of the machine. It lets ten seconds'
 * worth through at once, the window of its quota, and throttles only out-of-sync replicas.
 *
 * @param bytes size of all partitions, in bytes; 0 for an empty topic
 * @param copiedPerSecond limit of what a broker may fetch, in bytes per second
 */
public record Backlog(long bytes, long copiedPerSecond) {
  /** An empty topic without a throttle. */
  public static final Backlog NONE = new Backlog(0, 0);

  private static final String THROTTLED_REPLICAS = "follower.replication.throttled.replicas";
  private static final String THROTTLE_RATE = "follower.replication.throttled.rate";
  private static final int RECORD_BYTES = 50_000;

  /** Throttles the replication of a topic. */
  void throttle(Admin admin, String topic) throws ExecutionException, InterruptedException {
    if (bytes > 0) {
      setRate(admin, String.valueOf(copiedPerSecond), AlterConfigOp.OpType.SET);
      alter(
          admin,
          List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic)),
          new AlterConfigOp(new ConfigEntry(THROTTLED_REPLICAS, "*"), AlterConfigOp.OpType.SET));
    }
  }

  /** Removes the throttle of the brokers; the topic is deleted afterwards. */
  void removeThrottle(Admin admin) throws ExecutionException, InterruptedException {
    if (bytes > 0) {
      setRate(admin, "", AlterConfigOp.OpType.DELETE);
    }
  }

  private static void setRate(Admin admin, String value, AlterConfigOp.OpType type)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> brokers =
        admin.describeCluster().nodes().get().stream()
            .map(broker -> new ConfigResource(ConfigResource.Type.BROKER, broker.idString()))
            .toList();
    alter(admin, brokers, new AlterConfigOp(new ConfigEntry(THROTTLE_RATE, value), type));
  }

  private static void alter(Admin admin, List<ConfigResource> resources, AlterConfigOp change)
      throws ExecutionException, InterruptedException {
    Map<ConfigResource, Collection<AlterConfigOp>> changes =
        resources.stream().collect(Collectors.toMap(resource -> resource, any -> List.of(change)));
    admin.incrementalAlterConfigs(changes).all().get();
  }

  /** Produces the records and waits for all acknowledgements. */
  void write(String topic, int partitions, Map<String, Object> settings)
      throws ExecutionException, InterruptedException {
    var serializer = new ByteArraySerializer();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, serializer, serializer)) {
      var value = new byte[RECORD_BYTES];
      var sent = new ArrayList<Future<RecordMetadata>>();
      for (long record = 0; record < bytes / RECORD_BYTES; record++) {
        int partition = (int) (record % partitions);
        sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value)));
      }
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get();
      }
    }
  }
}
