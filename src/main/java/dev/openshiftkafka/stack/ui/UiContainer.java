package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import dev.openshiftkafka.kubernetes.DnsCacheTtl;
import dev.openshiftkafka.kubernetes.Operand.NodeAccess;
import java.util.List;
import java.util.Map;

/** A UI in the pod: a container that serves HTTP, behind the proxy. */
interface UiContainer {
  /** Limits the heap, because a JVM also needs memory outside of it. */
  String JVM = "-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError " + DnsCacheTtl.JVM_FLAG;

  /** Volume for temporary files, which every UI has. */
  String TMP_VOLUME = "tmp";

  /** Name of the Deployment. */
  String name();

  /** The container. */
  ContainerArgs container();

  /** Its volumes, except the one for temporary files. */
  List<VolumeArgs> volumes();

  /** Its address in the pod. */
  String upstream();

  /** Paths, as regular expressions, for which the proxy requires no login. */
  List<String> openPaths();

  /** Ports of nodes that it connects to, except the brokers' client port. */
  List<NodeAccess> nodeAccess();

  /** Environment variables of a container. */
  static List<EnvVarArgs> variables(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> EnvVarArgs.builder().name(value.getKey()).value(value.getValue()).build())
        .toList();
  }

  /**
   * Adds probes to a container, which depend on this container only.
   *
   * @param path HTTP path whose response does not depend on other hosts
   * @param port number of the port
   * @param scheme HTTP or HTTPS
   */
  static ContainerArgs.Builder probed(
      ContainerArgs.Builder container, String path, int port, String scheme) {
    int startupPeriodSeconds = 5;
    int startupSeconds = 300;
    return container
        .startupProbe(
            probe(path, port, scheme)
                .periodSeconds(startupPeriodSeconds)
                .failureThreshold(startupSeconds / startupPeriodSeconds)
                .build())
        .readinessProbe(probe(path, port, scheme).periodSeconds(10).failureThreshold(2).build())
        .livenessProbe(probe(path, port, scheme).periodSeconds(20).failureThreshold(6).build());
  }

  private static ProbeArgs.Builder probe(String path, int port, String scheme) {
    return ProbeArgs.builder()
        .httpGet(HTTPGetActionArgs.builder().path(path).port(port).scheme(scheme).build())
        .timeoutSeconds(5);
  }
}
