package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import java.util.List;

/** A sidecar container in the pod of a Kafka or ZooKeeper node. */
public interface Sidecar {
  /**
   * The container.
   *
   * @param files mount of the ConfigMap of the node set, which includes the files of the sidecar
   * @param folder mount path
   */
  ContainerArgs container(VolumeMountArgs files, String folder);

  /** Further volumes that it mounts. */
  default List<VolumeArgs> volumes() {
    return List.of();
  }

  /**
   * Flags of a small JVM that serves few short requests: optimizing compilation and concurrent
   * garbage collection would cost more than the requests.
   *
   * @param heap heap size
   */
  static List<String> jvmFlags(String heap) {
    return List.of(
        "-Xms" + heap,
        "-Xmx" + heap,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        // The root file system is read-only.
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError");
  }

  /** An HTTP probe, with a timeout that is long enough for a busy node. */
  static ProbeArgs.Builder get(String path, int port) {
    return ProbeArgs.builder()
        .timeoutSeconds(5)
        .httpGet(HTTPGetActionArgs.builder().path(path).port(port).build());
  }
}
