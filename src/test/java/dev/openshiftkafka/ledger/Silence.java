package dev.openshiftkafka.ledger;

import java.util.concurrent.TimeUnit;

/** The longest time between two acknowledgements in a row. */
final class Silence {
  private boolean heard;
  private long last;
  private long longest;
  private long began;

  void acknowledged(long nanos) {
    if (heard && nanos - last > longest) {
      longest = nanos - last;
      began = last;
    }
    heard = true;
    last = nanos;
  }

  boolean heard() {
    return heard;
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(longest);
  }

  /** When it began, on the clock of the acknowledgements. */
  long began() {
    return began;
  }
}
