package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.Reads;

/**
 * The load that a planned cluster has to hold.
 *
 * @param writeMBps write rate that the hardware has to sustain, with headroom, in MB/s of records
 * @param averageMBps write rate for which traffic and snapshots are priced
 * @param replicationFactor replicas of each partition
 * @param storedBytes bytes that retention leaves on all brokers together
 * @param reads consumer groups
 * @param snapshots number of daily snapshots that are kept of each volume
 */
public record PlanLoad(
    int writeMBps,
    double averageMBps,
    int replicationFactor,
    double storedBytes,
    Reads reads,
    int snapshots) {

  /** The same load at another rate, with the same retention time. */
  public PlanLoad atRate(int rate) {
    double factor = rate / (double) writeMBps;
    return new PlanLoad(
        rate, averageMBps * factor, replicationFactor, storedBytes * factor, reads, snapshots);
  }
}
