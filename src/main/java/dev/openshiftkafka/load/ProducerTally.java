package dev.openshiftkafka.load;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * What one producer has handed over, and what of it was delivered.
 *
 * <p>Each count and the histogram have one writer, which pays no atomic operation for a record: of
 * those HdrHistogram's own recorders need two for each, and at a million records a second that is
 * most of what a delivery costs. Others may read at any time, because nothing here ever becomes
 * less: they see each record entirely or not yet.
 */
final class ProducerTally {
  private final AtomicLong produced = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();

  /** Of one size from the start: a histogram that grows cannot be read meanwhile. */
  private final Histogram acknowledged = new Histogram(Tally.HIGHEST_MICROS, Tally.DIGITS);

  /** A record was handed to the producer; called by its user alone. */
  void produced() {
    produced.lazySet(produced.getPlain() + 1);
  }

  /** The cluster has a record, after so many nanoseconds; called by the producer's I/O alone. */
  void delivered(long nanos) {
    acknowledged.recordValue(Tally.micros(nanos));
    delivered.lazySet(delivered.getPlain() + 1);
  }

  long producedSoFar() {
    return produced.get();
  }

  long deliveredSoFar() {
    return delivered.get();
  }

  /** Adds the times of all deliveries so far, in microseconds, and maybe of some under way. */
  void addAcknowledgedTo(Histogram times) {
    // What is counted by now is in the histogram for whoever has read the count.
    delivered.get();
    times.add(acknowledged);
  }
}
