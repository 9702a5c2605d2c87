package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.pod.load.Records.Payload;
import dev.openshiftkafka.pod.load.Workload.ConsumeSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer of the run's group: polls until all records are consumed. */
final class ConsumerTask implements Callable<Void> {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final boolean endToEnd;
  private final RunCounters counters;
  private final BooleanSupplier hasMore;

  /**
   * Creates a consumer.
   *
   * @param group the run's consumer group
   * @param hasMore whether records may be left to consume
   */
  ConsumerTask(
      ConsumeSpec spec,
      List<String> topics,
      String group,
      Map<String, String> connection,
      RunCounters counters,
      BooleanSupplier hasMore) {
    var deserializer = new ByteArrayDeserializer();
    this.consumer =
        new KafkaConsumer<>(settings(spec, group, connection), deserializer, deserializer);
    this.topics = topics;
    this.endToEnd = spec.endToEnd();
    this.counters = counters;
    this.hasMore = hasMore;
  }

  private static Properties settings(
      ConsumeSpec spec, String group, Map<String, String> connection) {
    var settings = new Properties();
    settings.putAll(ClientRack.setting(System.getenv()));
    settings.putAll(spec.settings());
    settings.putAll(connection);
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "earliest");
    // The group ends with the run; nobody uses its offsets.
    settings.put("enable.auto.commit", "false");
    settings.putIfAbsent("client.id", "load-generator");
    return settings;
  }

  @Override
  public Void call() {
    try (consumer) {
      consumer.subscribe(topics);
      while (hasMore.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (endToEnd) {
          long now = System.nanoTime();
          for (ConsumerRecord<byte[], byte[]> record : records) {
            counters.endToEnd(now - Payload.timestamp(record.value()));
          }
        }
        counters.consumed(records.count());
      }
    }
    return null;
  }
}
