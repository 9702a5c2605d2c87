package dev.openshiftkafka.ledger;

import java.nio.ByteBuffer;

/** The value of a record: its number and padding. */
final class Value {
  static final int MIN_BYTES = Long.BYTES;

  private Value() {}

  static byte[] of(long number, int bytes) {
    return ByteBuffer.allocate(bytes).putLong(number).array();
  }

  /** Returns the number of a value; -1 if it is not a ledger's. */
  static long number(byte[] value) {
    return value == null || value.length < MIN_BYTES ? -1 : ByteBuffer.wrap(value).getLong();
  }
}
