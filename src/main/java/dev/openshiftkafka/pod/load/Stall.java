package dev.openshiftkafka.pod.load;

/** Notices that a number has not changed for a time. */
final class Stall {
  private final long patienceNanos;
  private long last = -1;
  private long since = System.nanoTime();

  Stall(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  /** Whether the number has been the same for longer than the patience. */
  synchronized boolean lasts(long number) {
    if (number != last) {
      last = number;
      since = System.nanoTime();
    }
    return System.nanoTime() - since > patienceNanos;
  }
}
