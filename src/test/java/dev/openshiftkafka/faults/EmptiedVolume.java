package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.Shell;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One broker loses all its data and its process, and comes back with an empty volume. */
final class EmptiedVolume implements Fault {
  @Override
  public String name() {
    return "empty-volume";
  }

  @Override
  public String title() {
    return "volume of one broker emptied";
  }

  @Override
  public Optional<Duration> bound(MetadataMode mode) {
    return Bounds.session(mode);
  }

  @Override
  public void inject(Scene scene) {
    Member broker = scene.anyBroker();
    broker.processes().signal("KILL");
    broker.whileAwayAfterCrash(() -> empty(broker));
  }

  /** Deletes what is on the volume of a broker that is not running. */
  static void empty(Member broker) {
    Shell.run(
        Duration.ofMinutes(1),
        Map.of(),
        "bash",
        "-c",
        "find \"$OPENSHIFT_KAFKA_STATE/volumes/$0\" -mindepth 1 -delete",
        broker.zone() + "/kafka-" + broker.number());
  }
}
