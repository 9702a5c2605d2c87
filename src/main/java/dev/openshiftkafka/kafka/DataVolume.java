package dev.openshiftkafka.kafka;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The EBS volume of one pod, when the stack declares it itself.
 *
 * @param claim name of the claim that it is for
 * @param zone zone of the pod, and so of the volume
 * @param ofBroker whether the pod is a broker
 * @param adopted id of the volume when it exists already, else null
 * @param config size and type
 */
public record DataVolume(
    String claim, String zone, boolean ofBroker, String adopted, VolumeConfig config) {

  /** All volumes that a configuration leaves to the AWS layer. */
  public static List<DataVolume> of(StackConfig config) {
    return KafkaCluster.sets(config).stream()
        .filter(set -> set.volume().isDeclared())
        .flatMap(set -> IntStream.range(0, set.replicas()).mapToObj(ordinal -> of(set, ordinal)))
        .toList();
  }

  /**
   * The reasons why volumes must not be adopted: the pod has another one already.
   *
   * @param deployed ids of the volumes that the stack has, by claim
   */
  public static List<String> refusals(Map<String, String> deployed, StackConfig config) {
    return of(config).stream()
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

  private static DataVolume of(MemberSet set, int ordinal) {
    return new DataVolume(
        Names.claim(set.name(), ordinal),
        set.placement().zoneOf(ordinal),
        set.name().equals(Names.BROKERS),
        set.volume().isAdopted() ? set.volume().adopt().get(ordinal) : null,
        set.volume());
  }
}
