package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.Optional;

/** One broker stands still, as on a machine that is starved or moved, and then goes on. */
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
  public void inject(Scene scene) throws InterruptedException {
    Processes broker = scene.anyBroker().processes();
    broker.signal("STOP");
    try {
      Thread.sleep(PAUSE.toMillis());
    } finally {
      broker.signal("CONT");
    }
  }
}
