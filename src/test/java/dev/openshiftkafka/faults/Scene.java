package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.LocalStack;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where a fault happens.
 *
 * @param stack that is hurt
 * @param round how often the fault has happened, this time included
 * @param random chooses whom it hits
 * @param ledger that is being kept meanwhile
 */
record Scene(
    MetadataMode mode, LocalStack stack, int round, RandomGenerator random, LedgerRun ledger) {
  static final int BROKERS = 3;

  /** The zones but that of the ledger, which is no part of what is tested. */
  static final List<String> OTHER_ZONES = List.of("b", "c");

  Member anyBroker() {
    return Member.broker(random.nextInt(BROKERS));
  }

  String anyOtherZone() {
    return any(OTHER_ZONES);
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
