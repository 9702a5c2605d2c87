package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.e2e.Shell;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A broker loses its data and its process, and restarts with an empty volume. */
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
  public void inject(FaultContext context) {
    KafkaPod broker = context.anyBroker();
    broker.processes().signal("KILL");
    broker.whileAwayAfterCrash(() -> empty(broker));
  }

  /** Deletes all files on the volume of a stopped broker. */
  static void empty(KafkaPod broker) {
    Shell.run(
        Duration.ofMinutes(1),
        Map.of(),
        "bash",
        "-c",
        "find \"$OPENSHIFT_KAFKA_STATE/volumes/$0\" -mindepth 1 -delete",
        broker.zone() + "/kafka-" + broker.number());
  }
}
