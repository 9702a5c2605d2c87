package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.ledger.Backlog;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A fault that is injected into a cluster. */
interface Fault {
  /** Returns its name on the command line. */
  String name();

  /** Returns its description in the table. */
  String title();

  /** Returns how long a partition may have no acknowledgement; empty for no limit. */
  Optional<Duration> bound(MetadataMode mode);

  /** Returns the variants of the brokers with which the result is worth a comparison. */
  default Set<Variant> variants() {
    return Set.of(Variant.STACK);
  }

  /** Returns the records that the topic holds before the fault. */
  default Backlog backlog() {
    return Backlog.NONE;
  }

  /**
   * Injects the fault and returns when it is repaired and the pods are ready. Replicas may still be
   * catching up.
   */
  void inject(FaultContext context) throws Exception;
}
