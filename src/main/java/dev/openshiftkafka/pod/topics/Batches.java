package dev.openshiftkafka.pod.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;

/** Splits what is asked of a cluster into requests that it answers in time. */
final class Batches {
  /**
   * A KRaft controller takes up to 10,000 partitions at once, and ZooKeeper is slow with as many.
   */
  private static final int MOST = 500;

  private Batches() {}

  /** Batches of items that each count for so much; one that counts for too much goes alone. */
  static <T> List<List<T>> of(Collection<T> items, ToIntFunction<T> weight) {
    var batches = new ArrayList<List<T>>();
    int sum = 0;
    for (T item : items) {
      if (batches.isEmpty() || sum + weight.applyAsInt(item) > MOST) {
        batches.add(new ArrayList<>());
        sum = 0;
      }
      batches.get(batches.size() - 1).add(item);
      sum += weight.applyAsInt(item);
    }
    return batches;
  }
}
