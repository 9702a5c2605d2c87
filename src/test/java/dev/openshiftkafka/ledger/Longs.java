package dev.openshiftkafka.ledger;

import java.util.Arrays;

/** A list of primitive longs, in about a tenth of the memory of a list of objects. */
final class Longs {
  /** The value of an index that was never set. */
  static final long NONE = -1;

  private long[] values = new long[1024];
  private int size;

  void add(long value) {
    put(size, value);
  }

  /** Sets the value at an index; earlier indexes may be unset. */
  void put(long position, long value) {
    int index = Math.toIntExact(position);
    if (index >= values.length) {
      values = Arrays.copyOf(values, Math.max(index + 1, values.length * 2));
    }
    if (index >= size) {
      Arrays.fill(values, size, index, NONE);
      size = index + 1;
    }
    values[index] = value;
  }

  long get(long position) {
    return position >= 0 && position < size ? values[(int) position] : NONE;
  }

  int size() {
    return size;
  }
}
