package dev.openshiftkafka.capacity.model;

/**
 * How long a cluster sustains a write rate, from full burst buckets and empty volumes.
 *
 * @param volumeMBps write rate of each volume of the busiest broker, in MB/s
 * @param bucketHours hours until the burst bucket is empty; infinite when it never is
 * @param diskFullHours hours until the volume is full without retention; infinite at rate 0
 */
public record BurstDuration(double volumeMBps, double bucketHours, double diskFullHours) {
  /** The duration at a cluster-wide write rate of records, in MB/s. */
  public static BurstDuration of(Volume volume, Layout layout, double writeMBps) {
    double rate = writeMBps * layout.received();
    return new BurstDuration(
        rate,
        VolumeThroughput.of(volume).hoursUntilEmpty(rate),
        rate == 0 ? Double.POSITIVE_INFINITY : volume.sizeMB() / rate / 3600);
  }
}
