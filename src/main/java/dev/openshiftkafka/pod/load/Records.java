package dev.openshiftkafka.pod.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The records of one producer, in turn over the topics.
 *
 * <p>Those without keys and times of their own are made before the run: the client keeps none of
 * them, so they may be written again and again.
 */
final class Records {
  /** Of more, each is made when it is written. */
  private static final int MOST_MADE = 1 << 16;

  private final String[] topics;
  private final boolean even;
  private final int partitions;
  private final int perBatch;
  private final Payload payload;
  private final Keys keys;
  private final int cycle;
  private final List<List<ProducerRecord<byte[], byte[]>>> made = new ArrayList<>();
  private int next;
  private int partition;
  private int inBatch;

  /**
   * The records of a workload.
   *
   * @param topics names of its topics, which have the same partitions
   * @param partitionsOf number of partitions of a topic
   */
  Records(String[] topics, Workload workload, int producer, ToIntFunction<String> partitionsOf) {
    ProduceSpec spec = workload.produce();
    boolean stamped = workload.consume().endToEnd();
    this.topics = topics;
    this.even = spec.partitioning() == Partitioning.EVEN;
    this.partitions = even ? partitionsOf.applyAsInt(topics[0]) : 1;
    this.perBatch = spec.recordsPerBatch() * topics.length;
    this.payload = new Payload(spec.messageBytes(), workload.compresses(), stamped, producer);
    this.keys = new Keys(spec.keys(), spec.keyCount(), producer);
    // A multiple of the topics, so that each has as many.
    this.cycle = (payload.size() + topics.length - 1) / topics.length * topics.length;
    if (spec.keys() == KeyDistribution.NONE && !stamped && (long) partitions * cycle <= MOST_MADE) {
      makeAll();
    }
    // Producers that begin together begin with different brokers.
    this.partition = producer % partitions;
  }

  private void makeAll() {
    for (partition = 0; partition < partitions; partition++) {
      made.add(IntStream.range(0, cycle).mapToObj(i -> make(i, 0)).toList());
    }
  }

  /** The next record, which is written at this {@link System#nanoTime}. */
  ProducerRecord<byte[], byte[]> next(long time) {
    if (even && inBatch++ == perBatch) {
      inBatch = 1;
      partition = partition + 1 == partitions ? 0 : partition + 1;
    }
    int number = next;
    next = number + 1 == cycle ? 0 : number + 1;
    return made.isEmpty() ? make(number, time) : made.get(partition).get(number);
  }

  private ProducerRecord<byte[], byte[]> make(int number, long time) {
    return new ProducerRecord<>(
        topics[number % topics.length], even ? partition : null, keys.next(), payload.next(time));
  }
}
