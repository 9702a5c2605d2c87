package dev.openshiftkafka.ledger;

import java.util.Map;

/**
 * The configuration of a ledger.
 *
 * @param bootstrap brokers, as host:port,...
 * @param topic a topic that is created with replication factor 3 and deleted at the end
 * @param recordBytes size of a value, in bytes
 * @param backlog records that the topic holds before
 * @param producer further producer configs
 */
public record LedgerSpec(
    String bootstrap,
    String topic,
    int partitions,
    int recordsPerSecond,
    int recordBytes,
    Backlog backlog,
    Map<String, String> producer) {
  /** Checks that a value has room for its number. */
  public LedgerSpec {
    if (recordBytes < Value.MIN_BYTES || partitions < 1 || recordsPerSecond < 1) {
      throw new IllegalArgumentException(
          "recordBytes: must be at least "
              + Value.MIN_BYTES
              + "; partitions, recordsPerSecond: must be at least 1");
    }
    producer = Map.copyOf(producer);
  }
}
