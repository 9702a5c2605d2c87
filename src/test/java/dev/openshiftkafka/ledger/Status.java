package dev.openshiftkafka.ledger;

/**
 * How a ledger and its cluster stand.
 *
 * @param asked when the cluster was asked, in milliseconds since 1970
 * @param acked records acknowledged so far
 * @param everywhere whether every partition has acknowledged something
 * @param brokers live brokers
 * @param unsynced partitions, of all topics, that lack a replica in sync
 * @param fewestInSync replicas in sync of the partition that has the fewest
 * @param quorumLeader number of the active KRaft controller; -1 with ZooKeeper
 * @param fault why the cluster could not be asked; empty if it could
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

  /** Whether all replicas of all partitions are in sync on so many brokers. */
  public boolean whole(int wanted) {
    return fault.isEmpty() && brokers == wanted && unsynced == 0;
  }
}
