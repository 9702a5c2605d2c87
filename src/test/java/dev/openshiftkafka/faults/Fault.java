package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.ledger.Backlog;
import java.time.Duration;
import java.util.Optional;

/** Something that happens to a cluster. */
interface Fault {
  /** How it is called on the command line. */
  String name();

  /** What it is, for a table. */
  String title();

  /** The longest time that a partition may go without an acknowledgement; empty for any. */
  Optional<Duration> bound(MetadataMode mode);

  /** Whether readiness decides how it ends, so that brokers without it are worth a comparison. */
  default boolean asksReadiness() {
    return false;
  }

  /** What the topic that is written to holds before. */
  default Backlog backlog() {
    return Backlog.NONE;
  }

  /**
   * Lets it happen, and returns when all that hands can do to mend it is done, and the pods are
   * ready. Replicas may yet have to catch up.
   */
  void inject(Scene scene) throws Exception;
}
