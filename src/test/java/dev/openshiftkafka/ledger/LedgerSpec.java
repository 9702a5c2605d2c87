package dev.openshiftkafka.ledger;

import java.util.Map;

/**
 * What is written.
 *
 * @param bootstrap brokers, as host:port,...
 * @param topic made at the start with replication factor 3, and removed at the end
 * @param recordBytes size of a value
 * @param backlog that the topic holds before
 * @param producer settings of the producer beside those that make its writes safe
 */
public record LedgerSpec(
    String bootstrap,
    String topic,
    int partitions,
    int recordsPerSecond,
    int recordBytes,
    Backlog backlog,
    Map<String, String> producer) {
  /** Checks that a value can hold its number. */
  public LedgerSpec {
    if (recordBytes < Value.LEAST_BYTES || partitions < 1 || recordsPerSecond < 1) {
      throw new IllegalArgumentException(
          "a value has at least " + Value.LEAST_BYTES + " bytes, and all else is at least 1");
    }
    producer = Map.copyOf(producer);
  }
}
