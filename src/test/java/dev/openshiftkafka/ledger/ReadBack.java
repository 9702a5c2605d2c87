package dev.openshiftkafka.ledger;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Compares consumed records with acknowledgements.
 *
 * <p>Record n was sent to partition n mod partitions, in order. So a partition holds increasing
 * numbers, each once, and each acknowledged offset holds the record that was acknowledged.
 */
final class ReadBack {
  /** How many lost records a verdict lists. */
  private static final int LISTED = 10;

  private final Acks acks;
  private final long sent;
  private final List<Read> read = new ArrayList<>();
  private long disordered;
  private long duplicates;
  private long foreign;

  private static final class Read {
    private final BitSet seen = new BitSet();
    private final Longs byOffset = new Longs();
    private long highest = -1;
  }

  /**
   * Creates a comparison.
   *
   * @param sent number of records passed to the producer, acknowledged or not
   */
  ReadBack(Acks acks, long sent) {
    this.acks = acks;
    this.sent = sent;
    acks.partitions().forEach(any -> read.add(new Read()));
  }

  /** Takes a consumed record; records of a partition come in the order of their offsets. */
  void record(int partition, long offset, long number) {
    if (number < 0 || number >= sent || number % read.size() != partition) {
      foreign++;
      return;
    }
    Read of = read.get(partition);
    of.byOffset.put(offset, number);
    if (of.seen.get(indexOf(number))) {
      duplicates++;
    } else if (number < of.highest) {
      disordered++;
    }
    of.seen.set(indexOf(number));
    of.highest = Math.max(of.highest, number);
  }

  Verdict verdict() {
    long lost = 0;
    long misplaced = 0;
    var named = new ArrayList<String>();
    for (Acks.OfPartition of : acks.partitions()) {
      Read there = read.get(of.number());
      for (int ack = 0; ack < of.size(); ack++) {
        long number = of.numberOf(ack);
        long offset = of.offsetOf(ack);
        if (!there.seen.get(indexOf(number))) {
          lost++;
          if (named.size() < LISTED) {
            named.add(number + " at " + of.number() + "/" + offset);
          }
        } else if (offset >= 0 && there.byOffset.get(offset) != number) {
          misplaced++;
        }
      }
    }
    return new Verdict(
        acks.count(), acks.failed(), lost, misplaced, disordered, duplicates, foreign, named);
  }

  private int indexOf(long number) {
    return Math.toIntExact(number / read.size());
  }
}
