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
import org.jspecify.annotations.Nullable;

/**
 * The records of one producer, round-robin over the topics.
 *
 * <p>Records without keys and timestamps are created before the run and sent repeatedly: the Kafka
 * client does not keep references to them.
 */
final class Records {
  /** If more records were needed, each is created when it is sent. */
  private static final int MAX_PRECREATED = 1 << 16;

  private final String[] topics;
  private final boolean even;
  private final int partitions;
  private final int perBatch;
  private final Payload payload;
  private final Keys keys;
  private final int cycle;
  private final List<List<ProducerRecord<byte[], byte[]>>> precreated = new ArrayList<>();
  private int next;
  private int partition;
  private int inBatch;

  /**
   * Creates the records of a workload.
   *
   * @param topics names of its topics, which have the same number of partitions
   * @param partitionsOf returns the number of partitions of a topic
   */
  Records(String[] topics, Workload workload, int producer, ToIntFunction<String> partitionsOf) {
    ProduceSpec spec = workload.produce();
    boolean timestamped = workload.consume().endToEnd();
    this.topics = topics;
    this.even = spec.partitioning() == Partitioning.EVEN;
    this.partitions = even ? partitionsOf.applyAsInt(topics[0]) : 1;
    this.perBatch = spec.recordsPerBatch() * topics.length;
    this.payload = new Payload(spec.messageBytes(), workload.compresses(), timestamped, producer);
    this.keys = new Keys(spec.keys(), spec.keyCount(), producer);
    // A multiple of the number of topics, so that each topic gets as many records.
    this.cycle = (payload.size() + topics.length - 1) / topics.length * topics.length;
    if (spec.keys() == KeyDistribution.NONE
        && !timestamped
        && (long) partitions * cycle <= MAX_PRECREATED) {
      createAll();
    }
    // Producers that start together start with different brokers.
    this.partition = producer % partitions;
  }

  private void createAll() {
    for (partition = 0; partition < partitions; partition++) {
      precreated.add(IntStream.range(0, cycle).mapToObj(i -> create(i, 0)).toList());
    }
  }

  /** Returns the next record, which is due at this {@link System#nanoTime}. */
  ProducerRecord<byte[], byte[]> next(long time) {
    if (even && inBatch++ == perBatch) {
      inBatch = 1;
      partition = partition + 1 == partitions ? 0 : partition + 1;
    }
    int number = next;
    next = number + 1 == cycle ? 0 : number + 1;
    return precreated.isEmpty() ? create(number, time) : precreated.get(partition).get(number);
  }

  private ProducerRecord<byte[], byte[]> create(int number, long time) {
    return new ProducerRecord<>(
        topics[number % topics.length], even ? partition : null, keys.next(), payload.next(time));
  }

  /** Generates record keys of a distribution. */
  static final class Keys {
    private final KeyDistribution distribution;
    private final int count;
    private final SplittableRandom random;
    private final double[] cumulative;
    private int next;

    Keys(KeyDistribution distribution, int count, long seed) {
      this.distribution = distribution;
      this.count = count;
      this.random = new SplittableRandom(seed);
      this.cumulative = distribution == KeyDistribution.ZIPF ? zipf(count) : new double[0];
    }

    /** Returns the next key, of four bytes; null when records have no keys. */
    byte @Nullable [] next() {
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
          int found = Arrays.binarySearch(cumulative, random.nextDouble());
          yield Math.min(count - 1, found < 0 ? -found - 1 : found);
        }
        case NONE -> throw new IllegalStateException("no keys");
      };
    }

    /** Returns the cumulative distribution function of Zipf's law. */
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
   * Random record values, generated before the run.
   *
   * <p>With compression there are so many that a batch has no value twice, as in real data. Without
   * there are few, so that values and records stay in the processor's cache.
   */
  static final class Payload {
    /** Size of the timestamp at the start of a value, in bytes. */
    static final int TIMESTAMP_BYTES = Long.BYTES;

    private static final int POOL_BYTES = 8 << 20;
    private static final int MAX_VALUES_COMPRESSED = 4096;
    private static final int MAX_VALUES_UNCOMPRESSED = 256;

    private final byte[][] pool;
    private final boolean timestamped;
    private int next;

    /**
     * Generates values.
     *
     * @param size size of a value, in bytes
     * @param compressed whether producers or brokers compress them
     * @param timestamped whether each value begins with the time at which its record is due
     */
    Payload(int size, boolean compressed, boolean timestamped, long seed) {
      var random = new SplittableRandom(seed);
      int limit = compressed ? MAX_VALUES_COMPRESSED : MAX_VALUES_UNCOMPRESSED;
      this.pool = new byte[Math.max(1, Math.min(limit, POOL_BYTES / size))][size];
      for (byte[] value : pool) {
        random.nextBytes(value);
      }
      this.timestamped = timestamped;
    }

    /** Returns the number of distinct values. */
    int size() {
      return pool.length;
    }

    byte[] next(long time) {
      byte[] value = pool[next];
      next = next + 1 == pool.length ? 0 : next + 1;
      if (!timestamped) {
        return value;
      }
      // The producer may still hold the previous record with this value.
      byte[] copy = value.clone();
      ByteBuffer.wrap(copy).putLong(time);
      return copy;
    }

    static long timestamp(byte[] value) {
      return ByteBuffer.wrap(value).getLong();
    }
  }
}
