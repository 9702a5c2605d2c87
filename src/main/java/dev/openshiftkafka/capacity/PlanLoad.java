package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.Reads;

/**
 * The load that a planned cluster has to hold.
 *
 * @param writeMBps write rate that the hardware has to sustain, with headroom, in MB/s of records
 * @param averageMBps write rate for which traffic and snapshots are priced
 * @param replicationFactor replicas of each partition
 * @param stored what is kept of the records
 * @param reads consumer groups
 */
public record PlanLoad(
    int writeMBps, double averageMBps, int replicationFactor, Stored stored, Reads reads) {

  /**
   * What is kept of the records.
   *
   * @param bytes bytes that retention leaves on all brokers together
   * @param snapshots number of daily snapshots that are kept of each volume
   * @param remote what retention leaves in remote storage
   */
  public record Stored(double bytes, int snapshots, RemoteStorage remote) {}

  /** Bytes that retention leaves on all brokers together. */
  public double storedBytes() {
    return stored.bytes();
  }

  /** Number of daily snapshots that are kept of each volume. */
  public int snapshots() {
    return stored.snapshots();
  }

  /** The same load at another rate, with the same retention time. */
  public PlanLoad atRate(int rate) {
    double factor = rate / (double) writeMBps;
    var kept =
        new Stored(stored.bytes() * factor, stored.snapshots(), stored.remote().times(factor));
    return new PlanLoad(rate, averageMBps * factor, replicationFactor, kept, reads);
  }
}
