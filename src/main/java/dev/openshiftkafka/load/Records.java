package dev.openshiftkafka.load;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The records of one producer, in turn over the topics.
 *
 * <p>Those without keys and times of their own are made before the run: the client keeps none of
 * them, so they may be written again and again.
 */
final class Records {
  private final String[] topics;
  private final Payload payload;
  private final Keys keys;
  private final List<ProducerRecord<byte[], byte[]>> made;
  private int next;

  Records(String[] topics, Workload workload, int producer) {
    ProduceSpec spec = workload.produce();
    boolean stamped = workload.consume().endToEnd();
    this.topics = topics;
    this.payload = new Payload(spec.messageBytes(), stamped, producer);
    this.keys = new Keys(spec.keys(), spec.keyCount(), producer);
    boolean alike = spec.keys() == KeyDistribution.NONE && !stamped;
    this.made =
        alike
            ? IntStream.range(0, roundUp(payload.size())).mapToObj(i -> make(i, 0)).toList()
            : List.of();
  }

  /** To a multiple of the topics, so that each has as many. */
  private int roundUp(int count) {
    return (count + topics.length - 1) / topics.length * topics.length;
  }

  /** The next record, which is written at this {@link System#nanoTime}. */
  ProducerRecord<byte[], byte[]> next(long time) {
    int number = next;
    int count = made.isEmpty() ? topics.length : made.size();
    next = number + 1 == count ? 0 : number + 1;
    return made.isEmpty() ? make(number, time) : made.get(number);
  }

  private ProducerRecord<byte[], byte[]> make(int number, long time) {
    return new ProducerRecord<>(topics[number % topics.length], keys.next(), payload.next(time));
  }
}
