package dev.openshiftkafka.pod.load;

/**
 * What the partitions hold, beside what the producers were told. Both from the first record on, the
 * warm-up included.
 *
 * @param delivered records that the producers took for delivered
 * @param failed records that the producers took for failed
 * @param arrived records that arrived, by end offsets
 * @param lost records delivered and not there; without acknowledgements (acks=0) this is how it
 *     shows
 * @param unexpected records there and not delivered: of failed writes that arrived nevertheless, or
 *     written twice by a retry
 * @param unread records that arrived and were not read, when there are readers
 */
public record Verification(
    long delivered, long failed, long arrived, long lost, long unexpected, long unread) {

  /**
   * Compares.
   *
   * @param read records that were read; null when there are no readers
   */
  static Verification of(long delivered, long failed, long arrived, Long read) {
    return new Verification(
        delivered,
        failed,
        arrived,
        Math.max(0, delivered - arrived),
        Math.max(0, arrived - delivered),
        read == null ? 0 : Math.max(0, arrived - read));
  }
}
