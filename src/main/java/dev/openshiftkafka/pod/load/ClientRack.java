package dev.openshiftkafka.pod.load;

import java.util.Map;

/**
 * The setting {@code client.rack} of consumers in this pod: they read from the replica in their own
 * zone, so that the traffic does not cross zones.
 */
public final class ClientRack {
  /** Environment variable with the zone; empty or not set where it is not known. */
  public static final String VARIABLE = "CLIENT_RACK";

  private ClientRack() {}

  /** The setting; empty when the zone is not known. */
  static Map<String, String> setting(Map<String, String> environment) {
    String zone = environment.getOrDefault(VARIABLE, "");
    return zone.isEmpty() ? Map.of() : Map.of("client.rack", zone);
  }
}
