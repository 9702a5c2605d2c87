package dev.openshiftkafka.pod.load;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * The values of records: random, and made before the run, so that they cost it nothing.
 *
 * <p>Where something compresses them they are so many that it finds none again, as in real data.
 * Where nothing does they are few, so that they and their records stay in a processor's cache.
 */
final class Payload {
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
