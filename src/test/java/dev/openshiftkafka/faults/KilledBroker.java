package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.Optional;

/** A broker's process crashes, and the kubelet restarts it. */
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
  public void inject(FaultContext context) {
    KafkaPod broker = context.anyBroker();
    KafkaPod.State before = broker.state();
    broker.processes().signal("KILL");
    broker.awaitRestart(before);
  }
}
