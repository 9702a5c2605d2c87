package dev.openshiftkafka.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All acknowledgements: partition, offset, number of the record, and time.
 *
 * <p>Only the producer's I/O thread writes; until it has ended, other threads read the counts only.
 */
final class Acks {
  private final List<OfPartition> partitions = new ArrayList<>();
  private final Silence anywhere = new Silence();
  private volatile long count;
  private volatile long failed;
  private volatile int acknowledgedPartitions;
  private volatile String lastFailure = "";

  Acks(int partitions) {
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(new OfPartition(i));
    }
  }

  /** The acknowledgements of one partition, in the order of their arrival. */
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

    /** Returns the offset; negative if unknown, because a retry was a duplicate for the broker. */
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
    if (!of.silence.started()) {
      acknowledgedPartitions++;
    }
    of.silence.acknowledged(nanos);
    anywhere.acknowledged(nanos);
    count++;
  }

  synchronized void failed(Exception cause) {
    failed++;
    lastFailure = cause.toString();
  }

  long count() {
    return count;
  }

  long failed() {
    return failed;
  }

  /** Returns the error of the last failed record; empty when none failed. */
  String lastFailure() {
    return lastFailure;
  }

  /** Whether every partition has acknowledged a record. */
  boolean allPartitionsAcknowledged() {
    return acknowledgedPartitions == partitions.size();
  }

  List<OfPartition> partitions() {
    return partitions;
  }

  /** Returns the longest time without an acknowledgement of any partition. */
  Silence anywhere() {
    return anywhere;
  }

  /** Returns the partition with the longest time without an acknowledgement. */
  OfPartition longestSilent() {
    return partitions.stream()
        .max(Comparator.comparingLong(of -> of.silence().millis()))
        .orElseThrow();
  }
}
