package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiKind;
import dev.openshiftkafka.kubernetes.DnsCacheTtl;
import java.util.List;
import java.util.Map;

/** A UI as the pod sees it: a container that serves HTTP, behind the proxy. */
interface UiContainer {
  /** A part of the memory is left for what a JVM has beside its heap. */
  String JVM = "-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError " + DnsCacheTtl.JVM_FLAG;

  /** Volume for temporary files, which every UI has. */
  String TMP_VOLUME = "tmp";

  /** The one that the configuration asks for; there must be one. */
  static UiContainer of(StackConfig config) {
    return config.ui().kind() == UiKind.CMAK ? new Cmak(config) : new Kafbat(config);
  }

  /** Name of its Deployment. */
  String name();

  /** Its container. */
  ContainerArgs container();

  /** Volumes that it has beside the one for temporary files. */
  List<VolumeArgs> volumes();

  /** Where the proxy finds it in the pod. */
  String upstream();

  /** Paths, as regular expressions, that the proxy lets through without asking. */
  List<String> openPaths();

  /** Variables of a container. */
  static List<EnvVarArgs> variables(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> EnvVarArgs.builder().name(value.getKey()).value(value.getValue()).build())
        .toList();
  }
}
