package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.Optional;

/**
 * Brokers are stopped one after the other, in good order: readiness decides when the next one is.
 */
interface OrderlyStop extends Fault {
  @Override
  default Optional<Duration> bound(MetadataMode mode) {
    return Bounds.MOVE;
  }

  @Override
  default boolean asksReadiness() {
    return true;
  }
}
