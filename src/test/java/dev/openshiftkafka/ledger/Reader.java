package dev.openshiftkafka.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumes a topic to its end. */
final class Reader {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Object> settings;
  private final List<TopicPartition> partitions;

  Reader(Map<String, Object> settings, LedgerSpec spec) {
    this.settings = settings;
    this.partitions =
        IntStream.range(0, spec.partitions())
            .mapToObj(number -> new TopicPartition(spec.topic(), number))
            .toList();
  }

  /** Returns the end offsets. */
  Map<TopicPartition, Long> ends() {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions);
    }
  }

  /** Consumes all records from the given offsets. */
  Verdict read(Map<TopicPartition, Long> from, ReadBack readBack) {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(partitions);
      from.forEach(consumer::seek);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(POLL)
            .forEach(
                record ->
                    readBack.record(
                        record.partition(), record.offset(), Value.number(record.value())));
      }
    }
    return readBack.verdict();
  }

  private Consumer<byte[], byte[]> consumer() {
    var deserializer = new ByteArrayDeserializer();
    return new KafkaConsumer<>(settings, deserializer, deserializer);
  }
}
