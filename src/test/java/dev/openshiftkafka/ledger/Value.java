package dev.openshiftkafka.ledger;

import java.nio.ByteBuffer;

/** A record's value: its number, and bytes that nobody reads. */
final class Value {
  static final int LEAST_BYTES = Long.BYTES;

  private Value() {}

  static byte[] of(long number, int bytes) {
    return ByteBuffer.allocate(bytes).putLong(number).array();
  }

  /** The number, or -1 if this is no value of a ledger. */
  static long number(byte[] value) {
    return value == null || value.length < LEAST_BYTES ? -1 : ByteBuffer.wrap(value).getLong();
  }
}
