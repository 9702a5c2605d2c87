package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.Optional;

/** A broker is paused, as on a starved or migrated machine, and continues. */
final class PausedBroker implements Fault {
  private static final Duration PAUSE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "pause";
  }

  @Override
  public String title() {
    return "broker paused (SIGSTOP) for 30 s";
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    return Bounds.session(mode);
  }

  @Override
  public void inject(FaultContext context) throws InterruptedException {
    Processes broker = context.anyBroker().processes();
    broker.signal("STOP");
    try {
      Thread.sleep(PAUSE.toMillis());
    } finally {
      broker.signal("CONT");
    }
  }
}
