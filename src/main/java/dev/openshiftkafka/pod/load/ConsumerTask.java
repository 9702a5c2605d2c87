package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.pod.load.Records.Payload;
import dev.openshiftkafka.pod.load.Workload.ConsumeSpec;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One consumer of the run's group: reads until there is nothing left to read. */
final class ConsumerTask implements Callable<Void> {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private final boolean endToEnd;
  private final RunCounters tally;
  private final BooleanSupplier goesOn;

  /**
   * A consumer.
   *
   * @param group the run's group
   * @param goesOn whether there may be more to read
   */
  ConsumerTask(
      ConsumeSpec spec,
      List<String> topics,
      String group,
      String bootstrap,
      RunCounters tally,
      BooleanSupplier goesOn) {
    var deserializer = new ByteArrayDeserializer();
    this.consumer =
        new KafkaConsumer<>(settings(spec, group, bootstrap), deserializer, deserializer);
    this.topics = topics;
    this.endToEnd = spec.endToEnd();
    this.tally = tally;
    this.goesOn = goesOn;
  }

  private static Properties settings(ConsumeSpec spec, String group, String bootstrap) {
    var settings = new Properties();
    settings.putAll(spec.settings());
    settings.put("bootstrap.servers", bootstrap);
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "earliest");
    // The group goes with the run; what it has read is of no use to anybody.
    settings.put("enable.auto.commit", "false");
    settings.putIfAbsent("client.id", "load-generator");
    return settings;
  }

  @Override
  public Void call() {
    try (consumer) {
      consumer.subscribe(topics);
      while (goesOn.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (endToEnd) {
          long now = System.nanoTime();
          for (ConsumerRecord<byte[], byte[]> record : records) {
            tally.endToEnd(now - Payload.stamp(record.value()));
          }
        }
        tally.consumed(records.count());
      }
    }
    return null;
  }
}
