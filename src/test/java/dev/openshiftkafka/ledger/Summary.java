package dev.openshiftkafka.ledger;

/**
 * The end of a ledger.
 *
 * @param sent records handed to the producer
 * @param silentMillis the longest time without any acknowledgement
 * @param partitionSilentMillis the longest time in which one partition acknowledged nothing
 * @param partition which one
 * @param silentSince when that time began, in milliseconds since 1970
 * @param lastFailure why the producer gave up a record; empty if it gave up none
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
    Acks.OfPartition worst = acks.mostSilent();
    // Acknowledgements have the clock that never jumps.
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
