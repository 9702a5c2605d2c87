package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.ledger.Summary;

/**
 * What one fault did once.
 *
 * @param fault its name
 * @param variant how the brokers' pods are declared
 * @param recordsPerSecond handed to the producer
 * @param number of the round
 * @param seed that chose whom it hit, together with fault and number
 * @param healedMillis from the fault until all replicas were in sync again
 * @param fewestInSync replicas in sync of the partition that was seen with the fewest; 0 in rounds
 *     from before this was noted
 * @param summary what the ledger found
 */
record Round(
    String fault,
    MetadataMode mode,
    Variant variant,
    int recordsPerSecond,
    int number,
    long seed,
    long healedMillis,
    int fewestInSync,
    Summary summary) {

  /** Whether nothing that was acknowledged is missing. */
  boolean kept() {
    return summary.verdict().kept();
  }

  /** Whether writes stood still no longer than they may. */
  boolean withinBound() {
    return Faults.named(fault)
        .bound(mode)
        .map(bound -> summary.partitionSilentMillis() <= bound.toMillis())
        .orElse(true);
  }

  /** Whether it is as it should be; of plain brokers no bound is asked. */
  boolean passed() {
    return kept() && (withinBound() || variant == Variant.PLAIN);
  }
}
