package dev.openshiftkafka.kubernetes;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeConfig;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
    String claim, String zone, boolean ofBroker, @Nullable String adopted, VolumeConfig config) {

  /** All volumes that a configuration leaves to the AWS layer. */
  public static List<DataVolume> of(StackConfig config) {
    return NodeSetPlan.of(config).stream()
        .filter(set -> set.volume().isDeclared())
        .flatMap(set -> IntStream.range(0, set.replicas()).mapToObj(ordinal -> of(set, ordinal)))
        .toList();
  }

  private static DataVolume of(NodeSetPlan set, int ordinal) {
    return new DataVolume(
        Names.claim(set.name(), ordinal),
        set.zoneOf(ordinal),
        set.name().equals(Names.BROKERS),
        set.volume().isAdopted() ? set.volume().adopt().get(ordinal) : null,
        set.volume());
  }
}
