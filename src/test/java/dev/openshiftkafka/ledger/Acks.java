package dev.openshiftkafka.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Every acknowledgement: partition, offset, number of the record, and time.
 *
 * <p>One thread writes, that of the client's input and output; others read the count only, until it
 * has ended.
 */
final class Acks {
  private final List<OfPartition> partitions = new ArrayList<>();
  private final Silence anywhere = new Silence();
  private volatile long count;
  private volatile long failed;
  private volatile int heardFrom;
  private volatile String lastFailure = "";

  Acks(int partitions) {
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(new OfPartition(i));
    }
  }

  /** The acknowledgements of one partition, in the order in which they came. */
  static final class OfPartition {
    private final int number;
    private final Longs numbers = new Longs();
    private final Longs offsets = new Longs();
    private final Longs times = new Longs();
    private final Silence silence = new Silence();

    private OfPartition(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    int size() {
      return numbers.size();
    }

    long numberOf(int ack) {
      return numbers.get(ack);
    }

    /** A negative one is unknown: the broker had the record already when it was sent again. */
    long offsetOf(int ack) {
      return offsets.get(ack);
    }

    long timeOf(int ack) {
      return times.get(ack);
    }

    Silence silence() {
      return silence;
    }
  }

  void acknowledged(int partition, long offset, long number, long nanos) {
    OfPartition of = partitions.get(partition);
    of.numbers.add(number);
    of.offsets.add(offset);
    of.times.add(nanos);
    if (!of.silence.heard()) {
      heardFrom++;
    }
    of.silence.acknowledged(nanos);
    anywhere.acknowledged(nanos);
    count++;
  }

  synchronized void failed(Exception why) {
    failed++;
    lastFailure = why.toString();
  }

  long count() {
    return count;
  }

  long failed() {
    return failed;
  }

  /** The reason of the last record that the producer gave up; empty for none. */
  String lastFailure() {
    return lastFailure;
  }

  /** Whether each partition has acknowledged something. */
  boolean heardFromAll() {
    return heardFrom == partitions.size();
  }

  List<OfPartition> partitions() {
    return partitions;
  }

  /** The longest time in which no partition acknowledged anything. */
  Silence anywhere() {
    return anywhere;
  }

  /** The partition that was silent for the longest time. */
  OfPartition mostSilent() {
    return partitions.stream()
        .max(Comparator.comparingLong(of -> of.silence().millis()))
        .orElseThrow();
  }
}
