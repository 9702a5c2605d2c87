package dev.openshiftkafka.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which pod has which volume: no two may have the same, be they brokers or members of the quorum.
 *
 * <p>A path may repeat from zone to zone, where it is a folder of another node; a handle may not.
 */
final class VolumePlaces {
  private final Checks checks;
  private final int zones;
  private final Map<String, String> owners = new HashMap<>();

  VolumePlaces(Checks checks, int zones) {
    this.checks = checks;
    this.zones = zones;
  }

  void claim(String path, VolumeConfig volume) {
    if (volume == null) {
      return;
    }
    boolean local = volume.source() == VolumeSource.LOCAL;
    List<String> places = volume.places();
    for (int i = 0; i < places.size(); i++) {
      String key = path + "." + volume.placesKey() + "[" + i + "]";
      String place = local ? i % zones + places.get(i) : places.get(i);
      String owner = owners.putIfAbsent(place, key);
      if (owner != null) {
        checks.fault(
            key,
            places.get(i),
            "is "
                + owner
                + (local ? " in the same zone" : "")
                + ": each pod needs a volume of its own; name another");
      }
    }
  }
}
