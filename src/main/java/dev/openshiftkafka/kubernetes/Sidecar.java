package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
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

  /**
   * Flags of a JVM that works for a moment at each question: what pays only with steady work would
   * cost more than all questions.
   *
   * @param heap its size, from the start
   */
  static List<String> jvmFlags(String heap) {
    return List.of(
        "-Xms" + heap,
        "-Xmx" + heap,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        // It has nothing to write, and no place to write to.
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError");
  }

  /** Asks its HTTP server, and waits as long as a busy node may need. */
  static ProbeArgs.Builder get(String path, int port) {
    return ProbeArgs.builder()
        .timeoutSeconds(5)
        .httpGet(HTTPGetActionArgs.builder().path(path).port(port).build());
  }
}
