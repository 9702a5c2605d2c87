package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;

/** All broker processes crash at once. */
final class KilledBrokers implements Fault {
  @Override
  public String name() {
    return "kill-all";
  }

  @Override
  public String title() {
    return "all brokers killed at once";
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    return Bounds.START;
  }

  @Override
  public void inject(FaultContext context) {
    var before = new HashMap<KafkaPod, KafkaPod.State>();
    KafkaPod.brokers().forEach(broker -> before.put(broker, broker.state()));
    before.values().stream()
        .map(state -> Processes.of(state.containerId()))
        .reduce(Processes::and)
        .orElseThrow()
        .signal("KILL");
    before.forEach(KafkaPod::awaitRestart);
  }
}
