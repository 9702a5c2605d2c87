package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.ConfigMapVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program of this project that runs in a pod: in the Kafka image, which has Java and Kafka's
 * libraries, from jars in a ConfigMap. It needs no image of its own, and its version is that of the
 * deployed stack.
 *
 * @param mainClass class with the main method; part of the pod's command
 * @param volume name of the pod's volume with the jars
 * @param folder mount path of the volume
 */
public record PodProgram(String mainClass, String volume, String folder) {
  private static final String LOGGING = "dev/openshiftkafka/pod/load/";

  /** The command of the container. Kubernetes, not a shell, expands {@code $(VARIABLE)}. */
  public List<String> command(List<String> jvmFlags, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add("java");
    command.addAll(jvmFlags);
    command.addAll(List.of("-cp", folder + "/*:/opt/kafka/libs/*", mainClass));
    command.addAll(arguments);
    return List.copyOf(command);
  }

  /** The mount of the volume. */
  public VolumeMountArgs mount() {
    return VolumeMountArgs.builder().name(volume).mountPath(folder).readOnly(true).build();
  }

  /** The volume with the files of a ConfigMap. */
  public VolumeArgs volumeOf(String configMap) {
    return VolumeArgs.builder()
        .name(volume)
        .configMap(ConfigMapVolumeSourceArgs.builder().name(configMap).build())
        .build();
  }

  /**
   * Flags that limit the log to warnings: Kafka 3 logs through log4j 1, Kafka 4 through log4j 2.
   */
  public static List<String> loggingFlags() {
    return List.of(
        "-Dlog4j.configuration=" + LOGGING + "log4j.properties",
        "-Dlog4j2.configurationFile=classpath:" + LOGGING + "log4j2.properties");
  }
}
