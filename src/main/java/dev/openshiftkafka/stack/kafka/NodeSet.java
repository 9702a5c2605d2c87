package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Sidecar;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import dev.openshiftkafka.stack.readiness.Readiness;
import dev.openshiftkafka.stack.security.NodeCertificates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Specification of a StatefulSet of Kafka or ZooKeeper nodes, spread over zones, each with a volume
 * and a configuration file of its own.
 *
 * <p>Brokers, controllers and ZooKeeper servers differ only in the values of this record.
 *
 * @param name name of the StatefulSet
 * @param component value of the label app.kubernetes.io/component
 * @param placement number of pods and their zones
 * @param image full image reference
 * @param command process 1 of the container
 * @param init init container, which formats an empty volume
 * @param files files of the ConfigMap
 * @param configHash hash of the files whose change must restart the pods
 * @param perPodMounts files of the ConfigMap that differ by pod but have the same mount path: the
 *     suffix after the pod's name, by path
 * @param ports container ports
 * @param services Services of the pods, the headless one first
 * @param probes probes of the container
 * @param certificates certificates for TLS
 * @param tieredStorage plugin for remote storage of segments
 * @param exporter sidecar that exports metrics
 * @param readiness sidecar that decides whether the node is ready, and when it may stop
 * @param stopHook preStop hook of a node without that sidecar
 * @param resources requests and limits of the container
 * @param volume the volume of each pod
 * @param terminationGracePeriodSeconds time for a clean shutdown of a node
 * @param readyTimeoutSeconds time that Pulumi waits until all pods are ready
 * @param stopped whether the StatefulSet has no pods, but keeps their volumes
 */
record NodeSet(
    String name,
    String component,
    Placement placement,
    String image,
    List<String> command,
    Optional<Init> init,
    Map<String, String> files,
    String configHash,
    Map<String, String> perPodMounts,
    List<Port> ports,
    List<NodeService> services,
    Probes probes,
    Optional<NodeCertificates> certificates,
    Optional<TieredStorage> tieredStorage,
    Optional<JmxExporter> exporter,
    Optional<Readiness> readiness,
    Optional<StopHook> stopHook,
    ResourcesConfig resources,
    VolumeConfig volume,
    int terminationGracePeriodSeconds,
    int readyTimeoutSeconds,
    boolean stopped) {
  static final String DATA_PATH = "/data";
  static final String CONFIG_PATH = "/config";

  /**
   * An init container with the files and volumes of the node.
   *
   * @param mounts further mounts
   */
  record Init(List<String> command, List<VolumeMountArgs> mounts) {}

  /** A named port. */
  record Port(String name, int number) {
    /** The ports of listeners. */
    static List<Port> of(List<Listener> listeners) {
      return listeners.stream()
          .map(listener -> new Port(listener.portName(), listener.port()))
          .toList();
    }
  }

  /**
   * A Service and its ports.
   *
   * @param publishNotReady whether it also publishes the addresses of unready pods
   */
  record NodeService(String name, boolean headless, boolean publishNotReady, List<Port> ports) {
    /** The headless Service of a StatefulSet: the ports of its nodes, and their metrics. */
    static NodeService headless(String set, Optional<JmxExporter> exporter, List<Port> served) {
      var ports = new ArrayList<>(served);
      if (exporter.isPresent()) {
        ports.add(new Port(Names.METRICS_PORT, JmxExporter.PORT));
      }
      // Nodes must resolve each other before they are ready: a quorum forms from unready pods.
      return new NodeService(Names.headless(set), true, true, List.copyOf(ports));
    }
  }

  /** The sidecar containers. */
  List<Sidecar> sidecars() {
    return Stream.<Optional<? extends Sidecar>>of(exporter, readiness)
        .<Sidecar>flatMap(Optional::stream)
        .toList();
  }

  /** The pod's grace period, which includes the time of the preStop hook. */
  int podGracePeriodSeconds() {
    return terminationGracePeriodSeconds
        + readiness.map(Readiness::stopSeconds).orElse(0)
        + stopHook.map(StopHook::seconds).orElse(0);
  }

  int replicas() {
    return placement.replicas();
  }

  /** Labels that select the pods; the selector of a StatefulSet is immutable. */
  Map<String, String> selector() {
    return Labels.selector(component);
  }

  static Builder builder(String name, String component) {
    return new Builder(name, component);
  }

  /** Builds a specification. Fields without default must be set. */
  static final class Builder {
    private static final int QUORUM_GRACE_SECONDS = 60;

    private final String name;
    private final String component;
    private @Nullable Placement placement;
    private @Nullable String image;
    private @Nullable List<String> command;
    private Optional<Init> init = Optional.empty();
    private @Nullable Map<String, String> files;
    private @Nullable String configHash;
    private Map<String, String> perPodMounts = Map.of();
    private @Nullable List<Port> ports;
    private @Nullable List<NodeService> services;
    private @Nullable Probes probes;
    private Optional<NodeCertificates> certificates = Optional.empty();
    private Optional<TieredStorage> tieredStorage = Optional.empty();
    private Optional<JmxExporter> exporter = Optional.empty();
    private Optional<Readiness> readiness = Optional.empty();
    private Optional<StopHook> stopHook = Optional.empty();
    private @Nullable ResourcesConfig resources;
    private @Nullable VolumeConfig volume;
    private int terminationGracePeriodSeconds = QUORUM_GRACE_SECONDS;
    private int readyTimeoutSeconds;
    private boolean stopped;

    private Builder(String name, String component) {
      this.name = name;
      this.component = component;
    }

    Builder placement(Placement value) {
      placement = value;
      return this;
    }

    Builder image(String value) {
      image = value;
      return this;
    }

    Builder command(List<String> value) {
      command = value;
      return this;
    }

    Builder init(Optional<Init> value) {
      init = value;
      return this;
    }

    /** The files of the ConfigMap, and the hash of those whose change restarts the pods. */
    Builder files(Map<String, String> value, String hash) {
      files = value;
      configHash = hash;
      return this;
    }

    Builder perPodMounts(Map<String, String> value) {
      perPodMounts = value;
      return this;
    }

    Builder ports(List<Port> value) {
      ports = value;
      return this;
    }

    Builder services(NodeService... value) {
      services = List.of(value);
      return this;
    }

    Builder probes(Probes value) {
      probes = value;
      return this;
    }

    Builder certificates(Optional<NodeCertificates> value) {
      certificates = value;
      return this;
    }

    Builder tieredStorage(Optional<TieredStorage> value) {
      tieredStorage = value;
      return this;
    }

    Builder exporter(Optional<JmxExporter> value) {
      exporter = value;
      return this;
    }

    Builder readiness(Readiness value) {
      readiness = Optional.of(value);
      return this;
    }

    Builder stopHook(Optional<StopHook> value) {
      stopHook = value;
      return this;
    }

    Builder resources(ResourcesConfig value) {
      resources = value;
      return this;
    }

    Builder volume(VolumeConfig value) {
      volume = value;
      return this;
    }

    Builder terminationGracePeriodSeconds(int value) {
      terminationGracePeriodSeconds = value;
      return this;
    }

    Builder readyTimeoutSeconds(int value) {
      readyTimeoutSeconds = value;
      return this;
    }

    Builder stopped(boolean value) {
      stopped = value;
      return this;
    }

    NodeSet build() {
      return new NodeSet(
          name,
          component,
          required(placement, "placement"),
          required(image, "image"),
          required(command, "command"),
          init,
          required(files, "files"),
          required(configHash, "configHash"),
          perPodMounts,
          required(ports, "ports"),
          required(services, "services"),
          required(probes, "probes"),
          certificates,
          tieredStorage,
          exporter,
          readiness,
          stopHook,
          required(resources, "resources"),
          required(volume, "volume"),
          terminationGracePeriodSeconds,
          readyTimeoutSeconds,
          stopped);
    }

    private static <T> T required(@Nullable T value, String field) {
      return Objects.requireNonNull(value, field);
    }
  }
}
