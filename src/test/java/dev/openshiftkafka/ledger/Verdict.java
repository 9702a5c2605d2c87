package dev.openshiftkafka.ledger;

import java.util.List;

/**
 * Numbers of records by their result.
 *
 * @param acked acknowledged records
 * @param failed records that the producer could not deliver
 * @param lost acknowledged records that are missing
 * @param misplaced records acknowledged at an offset that holds another record
 * @param disordered records after a later record of the same partition
 * @param duplicates additional copies of records
 * @param foreign records that were never sent
 * @param firstLost number, partition and offset of the first lost records
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
   * Whether no record was lost, reordered or failed. Duplicates are allowed: consumers of Kafka
   * must expect them.
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
