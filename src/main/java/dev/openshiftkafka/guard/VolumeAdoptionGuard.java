package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.DataVolume;
import java.util.List;
import java.util.Map;

/** Refuses to adopt an EBS volume for a pod that has another one. */
final class VolumeAdoptionGuard {
  private VolumeAdoptionGuard() {}

  /**
   * The reasons why volumes must not be adopted: the pod has another one already.
   *
   * @param deployed ids of the volumes that the stack has, by claim
   */
  static List<String> refusals(Map<String, String> deployed, StackConfig config) {
    return DataVolume.of(config).stream()
        .filter(volume -> volume.adopted() != null)
        .filter(
            volume ->
                !volume.adopted().equals(deployed.getOrDefault(volume.claim(), volume.adopted())))
        .map(
            volume ->
                "volume of claim "
                    + volume.claim()
                    + ": "
                    + deployed.get(volume.claim())
                    + " -> "
                    + volume.adopted()
                    + ": the pod would start with a foreign volume; remove adopt, or adopt with a new"
                    + " stack")
        .toList();
  }
}
