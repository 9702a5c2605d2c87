package dev.openshiftkafka.cli.report;

import org.jspecify.annotations.Nullable;

/**
 * Counters in a line of rdkafka_performance, since the start of its run.
 *
 * @param milliseconds time since the first message
 * @param produced messages handed to librdkafka
 * @param bytes bytes of the values of the messages produced, or of those consumed
 * @param delivered messages that librdkafka reported as delivered; with acks=0, as sent
 * @param failed messages that were not delivered
 * @param consumed messages read
 * @param perSecond delivered or read messages per second
 * @param megabytesPerSecond the same in 10^6 bytes of values
 * @param inQueue messages that are neither delivered nor failed
 * @param latency message latency; null unless measured (-l)
 */
record RdkafkaLine(
    long milliseconds,
    long produced,
    long bytes,
    long delivered,
    long failed,
    long consumed,
    long perSecond,
    double megabytesPerSecond,
    long inQueue,
    @Nullable RdkafkaLatency latency) {

  static final RdkafkaLine START = new RdkafkaLine(0, 0, 0, 0, 0, 0, 0, 0, 0, null);

  /** The differences from an earlier line. */
  RdkafkaReport.Second since(RdkafkaLine earlier) {
    return new RdkafkaReport.Second(
        milliseconds / 1000.0,
        // An interrupted run finally subtracts the messages that were still in the queue.
        Math.max(0, produced - earlier.produced),
        delivered - earlier.delivered,
        failed - earlier.failed,
        consumed - earlier.consumed,
        inQueue);
  }

  /** Size of a message, in bytes; null without messages. */
  @Nullable Integer messageBytes() {
    long messages = Math.max(produced, consumed);
    return messages == 0 ? null : Math.toIntExact(Math.round((double) bytes / messages));
  }
}
