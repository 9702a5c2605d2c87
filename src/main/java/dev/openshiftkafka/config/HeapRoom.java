package dev.openshiftkafka.config;

import java.math.BigDecimal;

/** Whether a small JVM's heap leaves it the room that it needs beside. */
final class HeapRoom {
  /** What such a JVM needs beside its heap is less than a quarter. */
  private static final BigDecimal SHARE = new BigDecimal("0.75");

  private HeapRoom() {}

  /** Checks the keys {@code heap} and {@code resources.memory} of a record. */
  static void check(Checks checks, String heap, ResourcesConfig resources) {
    checks.that("heap", heap, Quantity::isJvmSize, "must be a whole number with M or G: 512M, 5G");
    if (heap == null
        || !Quantity.isJvmSize(heap)
        || resources == null
        || !Quantity.isBytes(resources.memory())) {
      return;
    }
    BigDecimal most = Quantity.bytes(resources.memory()).multiply(SHARE);
    if (Quantity.jvmBytes(heap).compareTo(most) > 0) {
      checks.fault(
          "heap",
          heap,
          "must be at most three quarters of resources.memory ("
              + resources.memory()
              + "), because the JVM needs room beside it; lower it or raise the memory");
    }
  }
}
