package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.message.DescribeLogDirsRequestData;
import org.apache.kafka.common.message.DescribeLogDirsResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * The space of the volume that holds a broker's data, as the broker measures it (KIP-827).
 *
 * @param total size of the file system, in bytes
 * @param usable bytes that the broker can still write
 */
record DiskUsage(long total, long usable) {
  private static final int VERSION = 4;

  /**
   * Queries a broker. Of several log directories, the one with the fullest volume counts.
   *
   * @throws IOException when the broker does not answer, or has no log directory that works
   */
  static DiskUsage of(NodeConnection broker) throws IOException {
    // No topic: the sizes of all replicas are not needed, and may be a large response.
    DescribeLogDirsResponseData response =
        broker.send(
            new DescribeLogDirsRequestData()
                .setTopics(new DescribeLogDirsRequestData.DescribableLogDirTopicCollection()),
            VERSION,
            new DescribeLogDirsResponseData());
    if (response.errorCode() != Errors.NONE.code()) {
      throw new IOException(Errors.forCode(response.errorCode()).message());
    }
    return fullest(
        response.results().stream()
            .filter(directory -> directory.errorCode() == Errors.NONE.code())
            .filter(directory -> directory.totalBytes() > 0)
            .map(directory -> new DiskUsage(directory.totalBytes(), directory.usableBytes()))
            .toList());
  }

  private static DiskUsage fullest(List<DiskUsage> volumes) throws IOException {
    return volumes.stream()
        .max(Comparator.comparingDouble(DiskUsage::usedPercent))
        .orElseThrow(() -> new IOException("the broker reports the size of no log directory"));
  }

  double usedPercent() {
    return 100.0 * (total - usable) / total;
  }
}
