package dev.openshiftkafka.stack.aws;

import com.pulumi.aws.ebs.Volume;
import com.pulumi.aws.ebs.VolumeArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.kubernetes.DataVolume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Declares one encrypted EBS volume for each pod, in the zone where the pod runs.
 *
 * <p>The driver attaches them; it is not declared. EBS changes size, type, IOPS and throughput in
 * place, while the volume is in use.
 */
final class DataVolumes extends ComponentResource {
  private final Map<String, Output<String>> ids = new LinkedHashMap<>();

  /**
   * Declares the volumes.
   *
   * @param keyArn ARN of the KMS key, or null for the account's default
   * @param safety how they are kept from being deleted
   */
  DataVolumes(
      List<DataVolume> volumes,
      Output<String> keyArn,
      Tags tags,
      DeletionPolicy safety,
      ComponentResourceOptions options) {
    super("openshiftkafka:aws:DataVolumes", tags.name("kafka"), ResourceArgs.Empty, options);
    for (DataVolume volume : volumes) {
      VolumeArgs.Builder args = shape(volume.config());
      if (keyArn != null) {
        args.kmsKeyId(keyArn);
      }
      var declared =
          new Volume(
              volume.claim(),
              args.availabilityZone(volume.zone())
                  .encrypted(true)
                  .tags(tagsOf(volume, tags))
                  .build(),
              options(volume, safety).parent(this).build());
      ids.put(volume.claim(), declared.id());
    }
    this.registerOutputs(Map.of());
  }

  private static CustomResourceOptions.Builder options(DataVolume volume, DeletionPolicy safety) {
    return volume.adopted() == null ? safety.options() : safety.adopting(volume.adopted());
  }

  /** Ids of the volumes, by the claim that each is for. */
  Map<String, Output<String>> ids() {
    return ids;
  }

  private static VolumeArgs.Builder shape(VolumeConfig volume) {
    VolumeArgs.Builder args =
        VolumeArgs.builder().type(volume.typeOrDefault()).size(volume.sizeGiB());
    if (volume.iopsOrDefault() != null) {
      args.iops(volume.iopsOrDefault());
    }
    if (volume.throughputOrDefault() != null) {
      args.throughput(volume.throughputOrDefault());
    }
    return args;
  }

  private static Map<String, String> tagsOf(DataVolume volume, Tags tags) {
    var all = new TreeMap<>(tags.ofCluster(volume.claim()));
    if (volume.ofBroker()) {
      all.put(Tags.SNAPSHOT, tags.snapshotValue());
    }
    return Map.copyOf(all);
  }
}
