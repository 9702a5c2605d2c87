package dev.openshiftkafka.ledger;

/**
 * The result of a ledger.
 *
 * @param sent records passed to the producer
 * @param silentMillis longest time without an acknowledgement of any partition
 * @param partitionSilentMillis longest time without an acknowledgement of one partition
 * @param partition that partition
 * @param silentSince when that time began, in milliseconds since the epoch
 * @param lastFailure error of the last failed record; empty when none failed
 */
public record Summary(
    Verdict verdict,
    long sent,
    long silentMillis,
    long partitionSilentMillis,
    int partition,
    long silentSince,
    String lastFailure) {

  static Summary of(Verdict verdict, long sent, Acks acks) {
    Acks.OfPartition worst = acks.longestSilent();
    // Acknowledgements have monotonic times.
    long ago = (System.nanoTime() - worst.silence().began()) / 1_000_000;
    return new Summary(
        verdict,
        sent,
        acks.anywhere().millis(),
        worst.silence().millis(),
        worst.number(),
        System.currentTimeMillis() - ago,
        acks.lastFailure());
  }
}
