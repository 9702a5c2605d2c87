package dev.openshiftkafka.kubernetes;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeConfig;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An EBS volume that the AWS layer declares for one pod.
 *
 * @param claim name of the pod's PersistentVolumeClaim
 * @param zone availability zone of the pod and the volume
 * @param adopted id of the volume if it exists already, or null
 * @param config size and type
 * @param protect whether Pulumi refuses to delete it
 */
public record DataVolume(
    String claim, String zone, @Nullable String adopted, VolumeConfig config, boolean protect) {

  /** All volumes of a configuration that the AWS layer declares. */
  public static List<DataVolume> of(StackConfig config) {
    return NodeSetPlan.of(config).stream()
        .filter(set -> set.volume().isDeclared())
        .flatMap(
            set -> IntStream.range(0, set.replicas()).mapToObj(ordinal -> of(config, set, ordinal)))
        .toList();
  }

  private static DataVolume of(StackConfig config, NodeSetPlan set, int ordinal) {
    return new DataVolume(
        Names.claim(set.name(), ordinal),
        set.zoneOf(ordinal),
        set.volume().isAdopted() ? set.volume().adopt().get(ordinal) : null,
        set.volume(),
        NodeSetPlan.isProtected(config, set.name()));
  }
}
