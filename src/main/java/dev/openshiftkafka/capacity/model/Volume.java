package dev.openshiftkafka.capacity.model;

import dev.openshiftkafka.config.VolumeConfig;

/**
 * An EBS volume.
 *
 * @param type EBS volume type, such as st1
 * @param sizeGiB size in GiB
 * @param iops provisioned I/O operations per second; used by gp3, io1 and io2
 * @param throughputMiBps provisioned throughput in MiB/s; used by gp3
 */
public record Volume(String type, double sizeGiB, int iops, int throughputMiBps) {
  /** A volume with the IOPS and the throughput that its type includes. */
  public static Volume of(String type, double sizeGiB) {
    return new Volume(type, sizeGiB, VolumeConfig.GP3_IOPS, VolumeConfig.GP3_THROUGHPUT);
  }

  /** Size in MB (10^6 bytes). */
  double sizeMB() {
    return sizeGiB * 1073.741824;
  }
}
