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
 * What a topic holds before a ledger is kept in it, so that a broker without it has long to copy.
 *
 * <p>How long depends on no machine: Kafka's own limit of replication holds. It lets ten seconds'
 * worth through at once, its quota's window, and slows down only replicas that are not in sync.
 *
 * @param bytes of all partitions together; 0 for an empty topic
 * @param copiedPerSecond bytes that a broker may fetch in a second
 */
public record Backlog(long bytes, long copiedPerSecond) {
  /** An empty topic, copied as fast as can be. */
  public static final Backlog NONE = new Backlog(0, 0);

  private static final String LIMITED = "follower.replication.throttled.replicas";
  private static final String LIMIT = "follower.replication.throttled.rate";
  private static final int RECORD_BYTES = 50_000;

  /** Limits what brokers copy of a topic from now on. */
  void limit(Admin admin, String topic) throws ExecutionException, InterruptedException {
    if (bytes > 0) {
      setLimit(admin, String.valueOf(copiedPerSecond), AlterConfigOp.OpType.SET);
      alter(
          admin,
          List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic)),
          new AlterConfigOp(new ConfigEntry(LIMITED, "*"), AlterConfigOp.OpType.SET));
    }
  }

  /** Lifts the limit; of the topic nothing is left then. */
  void lift(Admin admin) throws ExecutionException, InterruptedException {
    if (bytes > 0) {
      setLimit(admin, "", AlterConfigOp.OpType.DELETE);
    }
  }

  private static void setLimit(Admin admin, String value, AlterConfigOp.OpType type)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> brokers =
        admin.describeCluster().nodes().get().stream()
            .map(broker -> new ConfigResource(ConfigResource.Type.BROKER, broker.idString()))
            .toList();
    alter(admin, brokers, new AlterConfigOp(new ConfigEntry(LIMIT, value), type));
  }

  private static void alter(Admin admin, List<ConfigResource> resources, AlterConfigOp change)
      throws ExecutionException, InterruptedException {
    Map<ConfigResource, Collection<AlterConfigOp>> changes =
        resources.stream().collect(Collectors.toMap(resource -> resource, any -> List.of(change)));
    admin.incrementalAlterConfigs(changes).all().get();
  }

  /** Writes it, and returns when all of it is acknowledged. */
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
