package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.pod.load.ProduceSpec.KeyDistribution;
import dev.openshiftkafka.pod.load.ProduceSpec.Partitioning;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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

  /** The keys of records, by a distribution. */
  static final class Keys {
    private final KeyDistribution distribution;
    private final int count;
    private final SplittableRandom random;
    private final double[] upTo;
    private int next;

    Keys(KeyDistribution distribution, int count, long seed) {
      this.distribution = distribution;
      this.count = count;
      this.random = new SplittableRandom(seed);
      this.upTo = distribution == KeyDistribution.ZIPF ? zipf(count) : null;
    }

    /** The next key, of four bytes; null when records have none. */
    byte[] next() {
      return distribution == KeyDistribution.NONE
          ? null
          : ByteBuffer.allocate(Integer.BYTES).putInt(number()).array();
    }

    private int number() {
      return switch (distribution) {
        case SEQUENTIAL -> {
          int number = next;
          next = next + 1 == count ? 0 : next + 1;
          yield number;
        }
        case UNIFORM -> random.nextInt(count);
        case ZIPF -> {
          int found = Arrays.binarySearch(upTo, random.nextDouble());
          yield Math.min(count - 1, found < 0 ? -found - 1 : found);
        }
        case NONE -> throw new IllegalStateException("no keys");
      };
    }

    /** Probability that a key is at most the n-th, for each n. */
    private static double[] zipf(int count) {
      var sums = new double[count];
      double sum = 0;
      for (int rank = 0; rank < count; rank++) {
        sum += 1.0 / (rank + 1);
        sums[rank] = sum;
      }
      for (int rank = 0; rank < count; rank++) {
        sums[rank] /= sum;
      }
      return sums;
    }
  }

  /**
   * The values of records: random, and made before the run, so that they cost it nothing.
   *
   * <p>Where something compresses them they are so many that it finds none again, as in real data.
   * Where nothing does they are few, so that they and their records stay in a processor's cache.
   */
  static final class Payload {
    /** What the time of a write takes at the start of a value, in bytes. */
    static final int STAMP_BYTES = Long.BYTES;

    private static final int POOL_BYTES = 8 << 20;
    private static final int MOST_COMPRESSED = 4096;
    private static final int MOST_PLAIN = 256;

    private final byte[][] pool;
    private final boolean stamped;
    private int next;

    /**
     * Makes values.
     *
     * @param size bytes of each
     * @param compressed whether producers or brokers compress them
     * @param stamped whether each carries the time of its write
     */
    Payload(int size, boolean compressed, boolean stamped, long seed) {
      var random = new SplittableRandom(seed);
      int most = compressed ? MOST_COMPRESSED : MOST_PLAIN;
      this.pool = new byte[Math.max(1, Math.min(most, POOL_BYTES / size))][size];
      for (byte[] value : pool) {
        random.nextBytes(value);
      }
      this.stamped = stamped;
    }

    /** Different values. */
    int size() {
      return pool.length;
    }

    byte[] next(long time) {
      byte[] value = pool[next];
      next = next + 1 == pool.length ? 0 : next + 1;
      if (!stamped) {
        return value;
      }
      // The producer may still hold the last record that was made of this one.
      byte[] copy = value.clone();
      ByteBuffer.wrap(copy).putLong(time);
      return copy;
    }

    static long stamp(byte[] value) {
      return ByteBuffer.wrap(value).getLong();
    }
  }
}
