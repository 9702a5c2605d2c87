package dev.openshiftkafka.pod.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The keys of records, by a distribution. */
final class Keys {
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
