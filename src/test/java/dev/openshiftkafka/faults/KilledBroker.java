package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.Optional;

/** One broker's process ends without a word, and the kubelet starts it again. */
final class KilledBroker implements Fault {
  @Override
  public String name() {
    return "kill-broker";
  }

  @Override
  public String title() {
    return "broker killed (SIGKILL), restarted by the kubelet";
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    return Bounds.session(mode);
  }

  @Override
  public void inject(Scene scene) {
    Member broker = scene.anyBroker();
    Member.State before = broker.state();
    broker.processes().signal("KILL");
    broker.awaitRestart(before);
  }
}
