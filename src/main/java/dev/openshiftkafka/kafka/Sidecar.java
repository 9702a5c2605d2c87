package dev.openshiftkafka.kafka;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import java.util.List;

/** A container beside a member, in its pod. */
public interface Sidecar {
  /**
   * The container.
   *
   * @param files mount of the folder with the files of the set, its own among them
   * @param folder path of that folder
   */
  ContainerArgs container(VolumeMountArgs files, String folder);

  /** What it mounts beside that. */
  default List<VolumeArgs> volumes() {
    return List.of();
  }
}
