package dev.openshiftkafka.ledger;

import java.util.Arrays;

/** A list of numbers in a tenth of the memory of one of objects. */
final class Longs {
  /** What stands at a place that was never written. */
  static final long NONE = -1;

  private long[] values = new long[1024];
  private int size;

  void add(long value) {
    put(size, value);
  }

  /** Writes at a place; those before it may be empty. */
  void put(long place, long value) {
    int index = Math.toIntExact(place);
    if (index >= values.length) {
      values = Arrays.copyOf(values, Math.max(index + 1, values.length * 2));
    }
    if (index >= size) {
      Arrays.fill(values, size, index, NONE);
      size = index + 1;
    }
    values[index] = value;
  }

  long get(long place) {
    return place >= 0 && place < size ? values[(int) place] : NONE;
  }

  int size() {
    return size;
  }
}
