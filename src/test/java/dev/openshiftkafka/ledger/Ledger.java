package dev.openshiftkafka.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Produces numbered records at a fixed rate until standard input ends, then consumes and verifies
 * all of them. Records of the {@link Backlog} are not part of the ledger.
 *
 * <p>Each second it prints a line of {@code status} and a JSON object ({@link Status}), and at the
 * end one of {@code summary} ({@link Summary}). The exit status is 0 when nothing was lost.
 */
public final class Ledger {
  /** Prefix of a line with a {@link Status}. */
  public static final String STATUS = "status ";

  /** Prefix of the line with the {@link Summary}. */
  public static final String SUMMARY = "summary ";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long TICK_NANOS = 1_000_000;

  /** Configs for retries without loss, duplicates or reordering for the duration of a fault. */
  private static final Map<String, String> SAFE =
      Map.of(
          "acks", "all",
          "enable.idempotence", "true",
          "delivery.timeout.ms", "300000",
          "max.block.ms", "300000");

  /** Short timeouts, so that a crashed broker does not block the next poll for long. */
  private static final Map<String, String> SHORT_TIMEOUTS =
      Map.of(
          "request.timeout.ms", "2000",
          "default.api.timeout.ms", "4000",
          "socket.connection.setup.timeout.ms", "1000",
          "metadata.max.age.ms", "1000");

  private final LedgerSpec spec;
  private final PrintStream out;
  private final Acks acks;
  private volatile boolean stopped;

  private Ledger(LedgerSpec spec, PrintStream out) {
    this.spec = spec;
    this.out = out;
    this.acks = new Acks(spec.partitions());
  }

  /** Runs a ledger; the argument is a {@link LedgerSpec} as JSON. */
  public static void main(String[] arguments) throws Exception {
    LedgerSpec spec = JSON.readValue(arguments[0], LedgerSpec.class);
    System.exit(new Ledger(spec, System.out).run(System.in).verdict().kept() ? 0 : 1);
  }

  private Summary run(InputStream input) throws Exception {
    try (Admin admin = Admin.create(settings(Map.of()));
        Admin watching = Admin.create(settings(SHORT_TIMEOUTS))) {
      admin.createTopics(List.of(topic())).all().get();
      spec.backlog().write(spec.topic(), spec.partitions(), safe());
      spec.backlog().throttle(admin, spec.topic());
      var reader = new Reader(settings(Map.of()), spec);
      Map<TopicPartition, Long> beginnings = reader.ends();
      stopAtEndOf(input);
      var watch = new ClusterWatch(watching, acks, status -> print(STATUS, status));
      watch.start();
      long sent = write();
      watch.interrupt();
      watch.join();
      Verdict verdict = reader.read(beginnings, new ReadBack(acks, sent));
      Summary summary = Summary.of(verdict, sent, acks);
      print(SUMMARY, summary);
      spec.backlog().removeThrottle(admin);
      admin.deleteTopics(List.of(spec.topic())).all().get();
      return summary;
    }
  }

  private NewTopic topic() {
    return new NewTopic(spec.topic(), spec.partitions(), (short) 3)
        .configs(Map.of("min.insync.replicas", "2"));
  }

  /** Stops when standard input is closed: by the caller, or because the caller has died. */
  private void stopAtEndOf(InputStream input) {
    var listener =
        new Thread(
            () -> {
              try {
                while (input.read() >= 0) {
                  // Input is ignored.
                }
              } catch (IOException e) {
                // A broken pipe is the end of the input too.
              } finally {
                stopped = true;
              }
            },
            "input");
    listener.setDaemon(true);
    listener.start();
  }

  private long write() throws InterruptedException, ExecutionException {
    long number = 0;
    var serializer = new ByteArraySerializer();
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(safe(), serializer, serializer)) {
      long began = System.nanoTime();
      while (!stopped) {
        long due = (System.nanoTime() - began) / 1000 * spec.recordsPerSecond() / 1_000_000;
        while (number < due && !stopped) {
          send(producer, number++);
        }
        LockSupport.parkNanos(TICK_NANOS);
      }
      producer.flush();
    }
    return number;
  }

  private void send(Producer<byte[], byte[]> producer, long number) {
    int partition = (int) (number % spec.partitions());
    try {
      producer.send(
          new ProducerRecord<>(spec.topic(), partition, null, Value.of(number, spec.recordBytes())),
          (metadata, failure) -> {
            if (failure == null) {
              acks.acknowledged(partition, metadata.offset(), number, System.nanoTime());
            } else {
              acks.failed(failure);
            }
          });
    } catch (KafkaException e) {
      acks.failed(e);
    }
  }

  private Map<String, Object> safe() {
    Map<String, Object> settings = settings(spec.producer());
    settings.putAll(SAFE);
    return settings;
  }

  private Map<String, Object> settings(Map<String, String> more) {
    var settings = new HashMap<String, Object>(more);
    settings.put("bootstrap.servers", spec.bootstrap());
    settings.put("client.id", "ledger");
    return settings;
  }

  private synchronized void print(String kind, Object value) {
    try {
      out.println(kind + JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
