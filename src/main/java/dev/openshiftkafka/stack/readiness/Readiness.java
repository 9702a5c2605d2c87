package dev.openshiftkafka.stack.readiness;

import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.LifecycleArgs;
import com.pulumi.kubernetes.core.v1.inputs.LifecycleHandlerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import dev.openshiftkafka.config.DiskGuardConfig;
import dev.openshiftkafka.config.ReadinessConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.DnsCacheTtl;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.Sidecar;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.readiness.CertificatesCommand;
import dev.openshiftkafka.pod.readiness.DiskGuardLimits;
import dev.openshiftkafka.pod.readiness.FormatCommand;
import dev.openshiftkafka.pod.zookeeper.ZooKeeperMetadata;
import dev.openshiftkafka.readiness.agent.ReadinessAgent;
import dev.openshiftkafka.stack.security.NodeCertificates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The readiness sidecar of a broker or controller: decides whether the node is ready, and delays
 * its shutdown while the cluster cannot spare it. In a broker's pod it also runs the disk guard.
 *
 * <p>A pod is ready when all its containers are. The container of the node therefore has a probe of
 * its own port only, and its liveness never depends on other nodes.
 *
 * <p>The program runs in the image of the node, which has Java and Kafka's libraries, from a
 * ConfigMap. The ConfigMap is not part of the hash that restarts the pods, because different
 * compilers produce different bytes for the same program. Pods use a new version from their next
 * start.
 *
 * @param image image of the node
 * @param requestsRestart whether it restarts a node that must read a renewed certificate
 * @param certificates certificates with which it connects to the node and to other nodes
 */
public record Readiness(
    String image,
    ReadinessConfig settings,
    Optional<NodeCertificates> certificates,
    boolean requestsRestart)
    implements Sidecar {
  private static final String CONTAINER = "readiness";

  /** Name of the ConfigMap with the program. */
  public static final String NAME = "kafka-readiness";

  private static final String RESTART = "restart";

  /** While it exists, the liveness probe of the node fails. */
  public static final String RESTART_FILE = "/" + RESTART + "/due";

  /** Port of its HTTP server, which only the kubelet calls. */
  private static final int PORT = 5557;

  private static final PodProgram PROGRAM =
      new PodProgram(ReadinessAgent.class.getName(), CONTAINER, "/opt/readiness");

  /** The sidecar of brokers. */
  public static Readiness ofBrokers(StackConfig config) {
    return of(config, NodeCertificates.ofBrokers(config), false);
  }

  /**
   * The sidecar of controllers, which delays a shutdown that would cost the quorum its majority.
   */
  public static Readiness ofControllers(StackConfig config) {
    Optional<NodeCertificates> certificates = NodeCertificates.ofControllers(config);
    return of(config, certificates, certificates.isPresent());
  }

  private static Readiness of(
      StackConfig config, Optional<NodeCertificates> certificates, boolean requestsRestart) {
    return new Readiness(
        config.images().kafka(config.kafka().version()),
        config.readiness(),
        certificates,
        requestsRestart);
  }

  /** The ConfigMap with the program's jars, and the limits of the disk guard. */
  public static ConfigMapArgs configMap(StackConfig config) {
    DiskGuardConfig guard = config.kafka().diskGuard();
    var limits =
        new DiskGuardLimits(guard.enabled(), guard.throttleAtPercent(), guard.resumeBelowPercent());
    return ConfigMapArgs.builder()
        .metadata(Labels.meta(config.project().name(), NAME, CONTAINER))
        .data(Map.of(DiskGuardLimits.FILE, limits.text()))
        .binaryData(
            Map.of(
                "readiness.jar",
                    ClassPathArchive.of(
                        List.of(".class"),
                        ReadinessAgent.class,
                        dev.openshiftkafka.pod.readiness.ReadinessAgent.class,
                        ZooKeeperMetadata.class),
                "picocli.jar", ClassPathArchive.library("picocli/CommandLine.class")))
        .build();
  }

  /**
   * The command of an init container that formats an empty volume with the id of the running
   * cluster. Its program is next to that of the sidecar.
   *
   * @param flags flags of the JVM
   */
  public static List<String> formatCommand(List<String> flags, List<String> arguments) {
    return new PodProgram(FormatCommand.class.getName(), CONTAINER, PROGRAM.folder())
        .command(flags, arguments);
  }

  /**
   * The command of an init container that converts the certificate of OpenShift's service CA. Its
   * program is next to that of the sidecar.
   */
  public static List<String> certificatesCommand() {
    return new PodProgram(CertificatesCommand.class.getName(), CONTAINER, PROGRAM.folder())
        .command(
            Sidecar.jvmFlags("32M"),
            List.of(
                "--source=" + NodeCertificates.SERVING_FOLDER,
                "--target=" + NodeCertificates.FOLDER));
  }

  /** The mount of the programs of sidecar and init container. */
  public static VolumeMountArgs programMount() {
    return PROGRAM.mount();
  }

  @Override
  public ContainerArgs container(VolumeMountArgs files, String folder) {
    ContainerArgs.Builder container = Workload.container(CONTAINER, image, settings.resources());
    addPreStopHook(container);
    var mounts = new ArrayList<>(List.of(files, PROGRAM.mount()));
    certificates.map(NodeCertificates::agentMounts).ifPresent(mounts::addAll);
    restartMount().ifPresent(mounts::add);
    return container
        .env(Containers.podName())
        .command(command(folder))
        .ports(ContainerPortArgs.builder().name(CONTAINER).containerPort(PORT).build())
        .startupProbe(get("/alive").periodSeconds(1).failureThreshold(120).build())
        // The program debounces its state, so the thresholds of the kubelet are low.
        .readinessProbe(get("/ready").periodSeconds(2).failureThreshold(2).build())
        .livenessProbe(get("/alive").periodSeconds(10).failureThreshold(6).build())
        .volumeMounts(mounts)
        .build();
  }

  /**
   * Adds the preStop hook, which returns when the pod may stop. The sidecar has the same hook, so
   * that it serves requests until then. Both hooks run within the pod's grace period.
   */
  public void addPreStopHook(ContainerArgs.Builder container) {
    if (settings.stopSeconds() > 0) {
      container.lifecycle(
          LifecycleArgs.builder()
              .preStop(
                  LifecycleHandlerArgs.builder()
                      .httpGet(HTTPGetActionArgs.builder().path("/stop").port(PORT).build())
                      .build())
              .build());
    }
  }

  /** Seconds that the preStop hook adds to the pod's grace period. */
  public int stopSeconds() {
    return settings.stopSeconds();
  }

  @Override
  public List<VolumeArgs> volumes() {
    var volumes = new ArrayList<>(List.of(PROGRAM.volumeOf(NAME)));
    if (requestsRestart) {
      volumes.add(
          VolumeArgs.builder()
              .name(RESTART)
              .emptyDir(EmptyDirVolumeSourceArgs.builder().build())
              .build());
    }
    return volumes;
  }

  /** The mount of {@link #RESTART_FILE}, which the container of the node has as well. */
  public Optional<VolumeMountArgs> restartMount() {
    return requestsRestart
        ? Optional.of(VolumeMountArgs.builder().name(RESTART).mountPath("/" + RESTART).build())
        : Optional.empty();
  }

  private List<String> command(String folder) {
    var flags = new ArrayList<>(Sidecar.jvmFlags(settings.heap()));
    flags.add(DnsCacheTtl.JVM_FLAG);
    var arguments =
        new ArrayList<>(
            List.of(
                "--server-properties=" + folder + "/$(POD_NAME).properties",
                "--port=" + PORT,
                "--absent-seconds=" + settings.absentSeconds(),
                "--stop-seconds=" + settings.stopSeconds()));
    if (requestsRestart) {
      arguments.add("--restart-file=" + RESTART_FILE);
    }
    if (certificates.filter(NodeCertificates::areConverted).isPresent()) {
      arguments.add("--serving-certificate=" + NodeCertificates.SERVING_FOLDER);
      arguments.add("--certificate-files=" + NodeCertificates.FOLDER);
    }
    return PROGRAM.command(flags, arguments);
  }

  private static ProbeArgs.Builder get(String path) {
    return Sidecar.get(path, PORT);
  }
}
