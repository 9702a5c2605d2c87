package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.ledger.Summary;

/**
 * The result of one injection of a fault.
 *
 * @param fault name of the fault
 * @param variant variant of the brokers' pods
 * @param recordsPerSecond rate of the producer
 * @param number number of the round
 * @param seed seed that, with fault and number, determines the target
 * @param healedMillis time from the fault until all replicas were in sync
 * @param fewestInSync smallest ISR of any partition; 0 in rounds that did not record it
 * @param summary summary of the ledger
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

  /** Whether no acknowledged record is missing. */
  boolean kept() {
    return summary.verdict().kept();
  }

  /** Whether no partition was without acknowledgements for longer than the fault's limit. */
  boolean withinBound() {
    return Faults.named(fault)
        .bound(mode)
        .map(bound -> summary.partitionSilentMillis() <= bound.toMillis())
        .orElse(true);
  }

  /** Whether the round passed; the limit applies to brokers as declared only. */
  boolean passed() {
    return kept() && (withinBound() || variant != Variant.STACK);
  }
}
