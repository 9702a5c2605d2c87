package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A fault that stops brokers gracefully, one after the other, when readiness allows the next one.
 */
interface OrderlyStop extends Fault {
  @Override
  default Optional<Duration> bound(MetadataMode mode) {
    return Bounds.MOVE;
  }

  @Override
  default Set<Variant> variants() {
    return Set.of(Variant.STACK, Variant.PLAIN);
  }
}
