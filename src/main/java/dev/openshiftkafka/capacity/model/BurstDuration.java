package dev.openshiftkafka.capacity.model;

/**
 * How long a cluster holds a rate, from full burst buckets and empty disks.
 *
 * @param volumeMBps what each volume of the busiest broker takes, in MB/s
 * @param bucketHours hours until the burst bucket is empty; infinite when it never is
 * @param diskFullHours hours until the disk is full when nothing is deleted; infinite at rate 0
 */
public record BurstDuration(double volumeMBps, double bucketHours, double diskFullHours) {
  /** The endurance of a volume at a cluster-wide rate of records, in MB/s. */
  public static BurstDuration of(Volume volume, Layout layout, double writeMBps) {
    double rate = writeMBps * layout.received();
    return new BurstDuration(
        rate,
        VolumeThroughput.of(volume).hoursUntilEmpty(rate),
        rate == 0 ? Double.POSITIVE_INFINITY : volume.sizeMB() / rate / 3600);
  }
}
