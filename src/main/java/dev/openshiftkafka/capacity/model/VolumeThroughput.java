package dev.openshiftkafka.capacity.model;

/**
 * Throughput of an EBS volume for large sequential reads and writes, as Kafka does them.
 *
 * <p>The figures are from the Amazon EBS user guide (volume types), which states them in MiB/s per
 * TiB; here they are in MB/s (10^6 bytes per second), the unit of Kafka's tools.
 *
 * @param sustainedMBps throughput without burst credits
 * @param burstMBps throughput with burst credits; equal to {@code sustainedMBps} for types without
 *     burst bucket
 * @param bucketMB credits of a full burst bucket, in MB; 0 for types without burst bucket
 */
public record VolumeThroughput(double sustainedMBps, double burstMBps, double bucketMB) {
  private static final double MB_PER_MIB = 1.048576;
  private static final double GIB_PER_TIB = 1024;

  /** The throughput of a volume. */
  public static VolumeThroughput of(Volume volume) {
    double tib = volume.sizeGiB() / GIB_PER_TIB;
    return switch (volume.type()) {
      case "st1" -> bucket(tib, 40, 250, 500);
      case "sc1" -> bucket(tib, 12, 80, 250);
      case "gp2" -> steady(volume.sizeGiB() < 334 ? 128 : 250);
      case "gp3" -> steady(Math.min(volume.throughputMiBps(), volume.iops() / 4.0));
      case "io1" -> steady(provisioned(volume.iops(), 500, 32_000, 1000));
      case "io2" -> steady(Math.min(volume.iops() / 4.0, 4000));
        // Magnetic volumes of the previous generation: 40 to 90 MiB/s; the minimum is guaranteed.
      case "standard" -> steady(40);
      default -> throw new IllegalArgumentException("unknown EBS volume type: " + volume.type());
    };
  }

  /**
   * An HDD type, whose throughput grows with its size up to a cap. A full bucket has 1 TiB of
   * credits per TiB of size.
   */
  private static VolumeThroughput bucket(double tib, double base, double burst, double cap) {
    double sustained = Math.min(base * tib, cap);
    return new VolumeThroughput(
        sustained * MB_PER_MIB,
        Math.min(burst * tib, cap) * MB_PER_MIB,
        tib * GIB_PER_TIB * GIB_PER_TIB * MB_PER_MIB);
  }

  private static VolumeThroughput steady(double mebibytes) {
    return new VolumeThroughput(mebibytes * MB_PER_MIB, mebibytes * MB_PER_MIB, 0);
  }

  /** Up to a number of IOPS, each I/O is 256 KiB; those above it are 16 KiB each. */
  private static double provisioned(int iops, double flatCap, int flatIops, double cap) {
    double above = Math.max(0, iops - flatIops) / 64.0;
    return Math.min(Math.min(iops / 4.0, flatCap) + above, cap);
  }

  /** Hours until a full burst bucket is empty, at a rate in MB/s; infinite when it never is. */
  public double hoursUntilEmpty(double rateMBps) {
    return rateMBps <= sustainedMBps
        ? Double.POSITIVE_INFINITY
        : bucketMB / (rateMBps - sustainedMBps) / 3600;
  }
}
