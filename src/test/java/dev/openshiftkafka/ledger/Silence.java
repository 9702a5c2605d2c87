package dev.openshiftkafka.ledger;

import java.util.concurrent.TimeUnit;

/** The longest time between two consecutive acknowledgements. */
final class Silence {
  private boolean started;
  private long last;
  private long longest;
  private long began;

  void acknowledged(long nanos) {
    if (started && nanos - last > longest) {
      longest = nanos - last;
      began = last;
    }
    started = true;
    last = nanos;
  }

  boolean started() {
    return started;
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(longest);
  }

  /** Returns when it began, as {@link System#nanoTime}. */
  long began() {
    return began;
  }
}
