package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import java.util.List;

/** A container in the pod of a Kafka or ZooKeeper node, besides the node's own. */
public interface Sidecar {
  /**
   * The container.
   *
   * @param files mount of the folder with the files of the node set, which include its own
   * @param folder path of that folder
   */
  ContainerArgs container(VolumeMountArgs files, String folder);

  /** The further volumes that it mounts. */
  default List<VolumeArgs> volumes() {
    return List.of();
  }

  /**
   * Flags of a JVM that answers a short request now and then, with a small footprint: optimizing
   * compilation and concurrent garbage collection would cost more than the requests.
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

  /** A probe of its HTTP server, with a timeout that a busy node can meet. */
  static ProbeArgs.Builder get(String path, int port) {
    return ProbeArgs.builder()
        .timeoutSeconds(5)
        .httpGet(HTTPGetActionArgs.builder().path(path).port(port).build());
  }
}
