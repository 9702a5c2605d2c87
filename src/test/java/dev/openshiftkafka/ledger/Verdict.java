package dev.openshiftkafka.ledger;

import java.util.List;

/**
 * What became of the records.
 *
 * @param acked acknowledged
 * @param failed given up by the producer
 * @param lost acknowledged, and not there
 * @param misplaced acknowledged at an offset where another record is
 * @param disordered behind a record of the same partition that was sent later
 * @param duplicates there more than once; counted are those after the first
 * @param foreign never sent
 * @param firstLost number, partition and offset of some that are lost
 */
public record Verdict(
    long acked,
    long failed,
    long lost,
    long misplaced,
    long disordered,
    long duplicates,
    long foreign,
    List<String> firstLost) {

  /**
   * Whether the cluster has kept its word. Duplicates are counted only: they are no loss, and a
   * reader of Kafka must be ready for them.
   */
  public boolean kept() {
    return acked > 0
        && failed == 0
        && lost == 0
        && misplaced == 0
        && disordered == 0
        && foreign == 0;
  }
}
