package dev.openshiftkafka.ledger;

/**
 * The status of a ledger and its cluster.
 *
 * @param asked time of the query, in milliseconds since the epoch
 * @param acked records acknowledged so far
 * @param everywhere whether every partition has acknowledged a record
 * @param brokers live brokers
 * @param unsynced under-replicated partitions of all topics
 * @param fewestInSync smallest ISR of any partition
 * @param quorumLeader node id of the active KRaft controller; -1 with ZooKeeper
 * @param fault error of the query; empty if it succeeded
 */
public record Status(
    long asked,
    long acked,
    boolean everywhere,
    int brokers,
    int unsynced,
    int fewestInSync,
    int quorumLeader,
    String fault) {

  /** Whether all brokers are live and all replicas are in sync. */
  public boolean isInSync(int expectedBrokers) {
    return fault.isEmpty() && brokers == expectedBrokers && unsynced == 0;
  }
}
