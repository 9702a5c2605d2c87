package dev.openshiftkafka.capacity;

import dev.openshiftkafka.config.LogRetention;
import dev.openshiftkafka.config.StackConfig;

/**
 * Tiered storage in S3, which has one copy of each record.
 *
 * @param storedGiB data in the bucket; infinite when the retention of a topic is not limited
 * @param uploads requests per month that upload segments
 */
public record RemoteStorage(double storedGiB, double uploads) {
  /** No tiered storage. */
  public static final RemoteStorage NONE = new RemoteStorage(0, 0);

  private static final double GIB = 1L << 30;

  /** Size of a part of an upload: the default of Aiven's plugin, 25 MiB. */
  private static final double PART = 25 * (1L << 20);

  private static final double SECONDS = 3600;

  /**
   * The remote storage of a configuration, if all records go to topics that have it.
   *
   * @param writeMBps write rate in MB/s, each record counted once
   */
  public static RemoteStorage of(StackConfig config, double writeMBps) {
    double bytes = LogRetention.remoteBytes(config, writeMBps);
    return bytes <= 0
        ? NONE
        : new RemoteStorage(bytes / GIB, writeMBps * 1e6 * SECONDS * Prices.HOURS / PART);
  }

  /** The same retention at another rate. */
  RemoteStorage times(double factor) {
    return new RemoteStorage(storedGiB * factor, uploads * factor);
  }

  /** Whether the bucket grows without limit, so that its storage has no monthly price. */
  boolean isUnlimited() {
    return Double.isInfinite(storedGiB);
  }

  /** Monthly cost in USD; of the uploads only when the storage is not limited. */
  double month(Prices prices) {
    double storage = isUnlimited() ? 0 : storedGiB * prices.s3Gib();
    return storage + uploads / 1000 * prices.s3Uploads();
  }
}
