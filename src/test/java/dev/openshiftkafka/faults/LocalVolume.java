package dev.openshiftkafka.faults;

import dev.openshiftkafka.e2e.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The local volume of a broker.
 *
 * @param zone letter of its zone
 * @param folder its folder in that zone
 */
record LocalVolume(String zone, String folder) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  static LocalVolume of(KafkaPod broker) {
    return new LocalVolume(broker.zone(), "kafka-" + broker.number());
  }

  /** Runs an action of local/volume. */
  void run(String action, String... more) {
    var command = new ArrayList<>(List.of("local/volume", action, zone, folder));
    command.addAll(List.of(more));
    Shell.run(LIMIT, Map.of(), command.toArray(String[]::new));
  }
}
