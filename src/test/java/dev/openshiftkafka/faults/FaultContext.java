package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.LocalStack;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The context of a fault.
 *
 * @param stack the stack under test
 * @param round number of the round, from 1
 * @param random chooses the target
 * @param ledger the running ledger
 */
record FaultContext(
    MetadataMode mode, LocalStack stack, int round, RandomGenerator random, LedgerRun ledger) {
  static final int BROKERS = 3;

  /** The zones without the ledger's, which must stay reachable. */
  static final List<String> OTHER_ZONES = List.of("b", "c");

  KafkaPod anyBroker() {
    return KafkaPod.broker(random.nextInt(BROKERS));
  }

  String anyOtherZone() {
    return any(OTHER_ZONES);
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
