package dev.openshiftkafka.capacity;

/**
 * One EBS volume.
 *
 * @param type EBS volume type, such as st1
 * @param sizeGiB size in GiB
 * @param iops provisioned I/O operations per second; used by gp3, io1 and io2
 * @param throughputMiBps provisioned throughput in MiB/s; used by gp3
 */
public record Volume(String type, double sizeGiB, int iops, int throughputMiBps) {
  /** What a gp3 volume has without further payment. */
  public static final int GP3_IOPS = 3000;

  /** What a gp3 volume has without further payment, in MiB/s. */
  public static final int GP3_THROUGHPUT = 125;

  /** A volume with what its type includes. */
  public static Volume of(String type, double sizeGiB) {
    return new Volume(type, sizeGiB, GP3_IOPS, GP3_THROUGHPUT);
  }

  /** Size in MB (10^6 bytes). */
  double sizeMB() {
    return sizeGiB * 1073.741824;
  }
}
