package dev.openshiftkafka.stack.kafka;

import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Sidecar;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import dev.openshiftkafka.stack.readiness.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A StatefulSet's worth of equal pods, spread over zones, each with a volume and a file of its own.
 *
 * <p>Brokers, ZooKeeper servers and controllers differ only in what this record holds.
 *
 * @param name name of the StatefulSet
 * @param component value of the label app.kubernetes.io/component
 * @param image full image reference
 * @param command process 1 of the container
 * @param prepare command that runs before it in an init container; empty for none
 * @param files files of the ConfigMap
 * @param configHash digest of what, when changed, must restart the pods
 * @param ownFileMounts where a file of the ConfigMap is mounted by pod: path and file suffix
 * @param ports container ports
 * @param services Services in front of the pods, the headless one first
 * @param probes how the kubelet asks after a pod
 * @param exporter container that tells the metrics of the pod
 * @param readiness container that knows whether the member may be counted on
 * @param terminationGracePeriodSeconds how long a member may take to stop
 * @param readyTimeoutSeconds how long a roll may take
 */
record NodeSet(
    String name,
    String component,
    Placement placement,
    String image,
    List<String> command,
    List<String> prepare,
    Map<String, String> files,
    String configHash,
    Map<String, String> ownFileMounts,
    List<Port> ports,
    List<ServiceShape> services,
    Probes probes,
    Optional<JmxExporter> exporter,
    Optional<Readiness> readiness,
    ResourcesConfig resources,
    VolumeConfig volume,
    int terminationGracePeriodSeconds,
    int readyTimeoutSeconds) {
  static final String DATA_PATH = "/data";
  static final String CONFIG_PATH = "/config";

  /** A named port. */
  record Port(String name, int number) {}

  /**
   * A Service and its ports.
   *
   * @param publishNotReady whether it leads to members that are not ready, too
   */
  record ServiceShape(String name, boolean headless, boolean publishNotReady, List<Port> ports) {
    /** The headless Service of a set: what its members serve, and their metrics. */
    static ServiceShape headless(String set, Optional<JmxExporter> exporter, Port... served) {
      var ports = new ArrayList<>(List.of(served));
      if (exporter.isPresent()) {
        ports.add(new Port(Names.METRICS_PORT, JmxExporter.PORT));
      }
      // Members must find one another before they are ready: a quorum forms from unready pods.
      return new ServiceShape(Names.headless(set), true, true, List.copyOf(ports));
    }
  }

  /** The containers beside the member. */
  List<Sidecar> sidecars() {
    return Stream.<Optional<? extends Sidecar>>of(exporter, readiness)
        .<Sidecar>flatMap(Optional::stream)
        .toList();
  }

  /** How long a pod may take to stop: the kubelet counts what goes before the stop, too. */
  int podGracePeriodSeconds() {
    return terminationGracePeriodSeconds + readiness.map(Readiness::stopSeconds).orElse(0);
  }

  int replicas() {
    return placement.replicas();
  }

  /** Labels that select the pods; they can never change. */
  Map<String, String> selector() {
    return Labels.selector(component);
  }
}
