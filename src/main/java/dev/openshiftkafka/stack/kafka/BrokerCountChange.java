package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.guard.DeploymentSnapshot;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A change of the number of brokers, by this update or by the last one that changed it.
 *
 * @param before number of brokers before
 * @param after number of brokers after
 * @param done whether an earlier update completed it
 */
record BrokerCountChange(int before, int after, boolean done) {
  /**
   * The change.
   *
   * @param deployed snapshot that the last update exported; empty before the first
   * @param wanted number of brokers in the configuration
   * @param key snapshot key with the last completed change, such as {@code 4 3}
   * @return null when no update has changed the number, or its entry is not in the snapshot
   */
  static @Nullable BrokerCountChange of(Map<String, String> deployed, int wanted, String key) {
    int running = DeploymentSnapshot.brokers(deployed);
    if (running > 0 && wanted != running) {
      return new BrokerCountChange(running, wanted, false);
    }
    String[] last = deployed.getOrDefault(key, "").split(" ", -1);
    return last.length == 2 && wanted == running && last[1].equals(String.valueOf(wanted))
        ? new BrokerCountChange(Integer.parseInt(last[0]), wanted, true)
        : null;
  }

  /** The snapshot entry of the completed change. */
  Map<String, String> entry(String key) {
    return Map.of(key, before + " " + after);
  }

  boolean isRemoval() {
    return after < before;
  }

  /** Ids of the brokers that are added or removed, separated by commas. */
  String ids() {
    return ids(Math.min(before, after), Math.max(before, after));
  }

  /** Ids of all brokers after the change, separated by commas. */
  String remaining() {
    return ids(0, after);
  }

  private static String ids(int first, int end) {
    return IntStream.range(first, end).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }
}
