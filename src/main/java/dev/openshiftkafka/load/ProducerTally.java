package dev.openshiftkafka.load;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * What one producer has handed over, and what of it was delivered.
 *
 * <p>Each count has one writer, so that counting a million records a second costs neither a lock
 * nor an atomic addition.
 */
final class ProducerTally {
  private final AtomicLong produced = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final SingleWriterRecorder acknowledged = new SingleWriterRecorder(Tally.DIGITS);

  /** A record was handed to the producer; called by its user alone. */
  void produced() {
    produced.lazySet(produced.getPlain() + 1);
  }

  /** The cluster has a record, after so many nanoseconds; called by the producer's I/O alone. */
  void delivered(long nanos) {
    delivered.lazySet(delivered.getPlain() + 1);
    acknowledged.recordValue(Tally.micros(nanos));
  }

  long producedSoFar() {
    return produced.get();
  }

  long deliveredSoFar() {
    return delivered.get();
  }

  /** Adds the times to the acknowledgement since the last call, in microseconds. */
  void addAcknowledgedTo(Histogram times) {
    times.add(acknowledged.getIntervalHistogram());
  }
}
