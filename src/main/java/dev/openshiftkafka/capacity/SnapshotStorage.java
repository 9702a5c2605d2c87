package dev.openshiftkafka.capacity;

/**
 * Daily snapshots of the brokers' volumes. EBS stores the blocks of the oldest snapshot, and for
 * each later one those that changed since the one before.
 *
 * @param storedGiB data on all volumes
 * @param changedGiB data that the brokers write to all volumes in a day, at most the stored data
 * @param retained number of snapshots that are kept of each volume; 0 for none
 */
public record SnapshotStorage(double storedGiB, double changedGiB, int retained) {
  /** No snapshots. */
  public static final SnapshotStorage NONE = new SnapshotStorage(0, 0, 0);

  private static final double MB_PER_GIB = 1073.741824;
  private static final double DAY = 24 * 3600;

  /**
   * Snapshots at a write rate.
   *
   * @param writtenMBps MB/s that all brokers together write to their volumes
   */
  public static SnapshotStorage of(double storedGiB, double writtenMBps, int retained) {
    return new SnapshotStorage(
        storedGiB, Math.min(storedGiB, writtenMBps * DAY / MB_PER_GIB), retained);
  }

  /** Size of all snapshots together, in GiB. */
  double totalGiB() {
    return retained == 0 ? 0 : storedGiB + (retained - 1) * changedGiB;
  }
}
