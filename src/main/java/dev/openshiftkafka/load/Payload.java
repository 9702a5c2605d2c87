package dev.openshiftkafka.load;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * The values of records: random, so that a compression gains nothing that real data would not, and
 * made before the run, so that they cost it nothing.
 */
final class Payload {
  /** What the time of a write takes at the start of a value, in bytes. */
  static final int STAMP_BYTES = Long.BYTES;

  private static final int POOL_BYTES = 8 << 20;
  private static final int MOST = 4096;

  private final byte[][] pool;
  private final boolean stamped;
  private int next;

  /**
   * Makes values.
   *
   * @param size bytes of each
   * @param stamped whether each carries the time of its write
   */
  Payload(int size, boolean stamped, long seed) {
    var random = new SplittableRandom(seed);
    this.pool = new byte[Math.max(1, Math.min(MOST, POOL_BYTES / size))][size];
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
