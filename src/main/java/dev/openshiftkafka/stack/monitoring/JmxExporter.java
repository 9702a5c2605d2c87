package dev.openshiftkafka.stack.monitoring;

import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import dev.openshiftkafka.config.ExporterConfig;
import dev.openshiftkafka.config.ExporterRulesConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.Sidecar;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.exporter.MetricsServer;
import dev.openshiftkafka.stack.security.NodeCertificates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Prometheus JMX exporter as a sidecar container of a broker, controller or ZooKeeper server.
 *
 * <p>It reads JMX over the loopback interface, which the containers of a pod share, so JMX is not
 * reachable from outside the pod.
 *
 * <p>It does not influence whether the pod starts or is ready: it runs in the image of the node,
 * from jars in a ConfigMap, so it needs no registry that the node does not need. It has no probes,
 * and process 1 of the container restarts it, so the container stays ready when it ends. Missing
 * metrics raise an alert.
 *
 * @param component component whose rules it uses: broker, controller or zookeeper
 * @param objectNames MBeans that only some stacks have
 * @param image image of the node
 * @param certificates certificates of the node, whose expiry it exports; empty without TLS
 */
public record JmxExporter(
    String component,
    ExporterConfig settings,
    List<String> objectNames,
    String image,
    Optional<NodeCertificates> certificates)
    implements Sidecar {
  /** Port of its HTTP server, as in the article. */
  public static final int PORT = 5556;

  /** Name of its configuration file, in the ConfigMap of the pod. */
  public static final String FILE = "jmx-exporter.yaml";

  /** Name of the ConfigMap with its jars. */
  public static final String CONFIG_MAP = "kafka-jmx-exporter";

  static final String NAME = "jmx-exporter";
  static final int JMX_PORT = 5555;

  private static final String LOOPBACK = "127.0.0.1";

  /** Of all topics together: each topic has as many as all. */
  private static final List<String> TIERED_STORAGE =
      Stream.of(
              "RemoteCopyBytesPerSec",
              "RemoteCopyErrorsPerSec",
              "RemoteCopyLagBytes",
              "RemoteCopyLagSegments",
              "RemoteFetchBytesPerSec",
              "RemoteFetchErrorsPerSec",
              "RemoteDeleteErrorsPerSec",
              "RemoteDeleteLagBytes",
              "RemoteLogSizeBytes")
          .map(name -> "kafka.server:type=BrokerTopicMetrics,name=" + name)
          .toList();

  private static final PodProgram PROGRAM =
      new PodProgram(MetricsServer.class.getName(), NAME, "/opt/jmx-exporter");

  /** One file of each library that the exporter runs with. */
  private static final List<String> LIBRARIES =
      List.of(
          "io/prometheus/jmx/JmxCollector.class",
          "io/prometheus/metrics/config/PrometheusProperties.class",
          "io/prometheus/metrics/core/metrics/Metric.class",
          "io/prometheus/metrics/expositionformats/ExpositionFormats.class",
          "io/prometheus/metrics/model/registry/PrometheusRegistry.class",
          "io/prometheus/metrics/tracer/common/SpanContext.class",
          "io/prometheus/metrics/tracer/initializer/SpanContextSupplier.class",
          "org/yaml/snakeyaml/Yaml.class");

  /**
   * Restarts the exporter when it ends. As in the kubelet, a restart is delayed, so that an
   * exporter that cannot start does not use up the CPU.
   */
  private static final String SUPERVISOR =
      """
      trap 'kill "$child"; exit 0' TERM
      while true; do
        "$@" & child=$!
        wait "$child"
        echo "the exporter ended with status $?; restart in 5 seconds" >&2
        sleep 5 & child=$!
        wait "$child"
      done
      """;

  /** The exporter of a component; empty if it is disabled. */
  public static Optional<JmxExporter> of(StackConfig config, String component) {
    return Optional.of(config.exporter())
        .filter(ExporterConfig::enabled)
        .map(
            settings ->
                new JmxExporter(
                    component,
                    settings,
                    objectNames(config, component),
                    config.images().kafka(config.kafka().version()),
                    certificates(config, component)));
  }

  private static List<String> objectNames(StackConfig config, String component) {
    return component.equals(Names.BROKER_COMPONENT) && config.kafka().tieredStorage() != null
        ? TIERED_STORAGE
        : List.of();
  }

  private static Optional<NodeCertificates> certificates(StackConfig config, String component) {
    return switch (component) {
      case Names.BROKER_COMPONENT -> NodeCertificates.ofBrokers(config);
      case Names.CONTROLLER_COMPONENT -> NodeCertificates.ofControllers(config);
      default -> Optional.empty();
    };
  }

  /** The ConfigMap with the jars. */
  public static ConfigMapArgs configMap(String namespace) {
    var jars = new TreeMap<String, String>();
    jars.put("exporter.jar", ClassPathArchive.of(List.of(".class"), MetricsServer.class));
    for (String file : LIBRARIES) {
      String name = file.substring(0, file.lastIndexOf('/')).replace('/', '-');
      jars.put(name + ".jar", ClassPathArchive.library(file));
    }
    return ConfigMapArgs.builder()
        .metadata(Labels.meta(namespace, CONFIG_MAP, NAME))
        .binaryData(jars)
        .build();
  }

  /** Flags of the monitored JVM: JMX on the loopback interface only. */
  public static List<String> jvmFlags() {
    String jmx = "-Dcom.sun.management.jmxremote";
    return List.of(
        jmx + ".port=" + JMX_PORT,
        jmx + ".rmi.port=" + JMX_PORT,
        jmx + ".host=" + LOOPBACK,
        "-Djava.rmi.server.hostname=" + LOOPBACK,
        // Only containers of the same pod reach the loopback interface.
        jmx + ".authenticate=false",
        jmx + ".ssl=false");
  }

  /** Its configuration file. */
  public String rules() {
    ExporterRulesConfig stack = settings.rulesOf(component);
    var names = new ArrayList<>(stack.objectNames());
    names.addAll(objectNames);
    return ExporterRules.text(
        component, new ExporterRulesConfig(names, stack.rules()), LOOPBACK + ":" + JMX_PORT);
  }

  @Override
  public ContainerArgs container(VolumeMountArgs files, String folder) {
    var mounts = new ArrayList<>(List.of(files, PROGRAM.mount()));
    ContainerArgs.Builder container =
        Workload.container(NAME, image, settings.resources())
            .command(command(folder))
            .ports(
                ContainerPortArgs.builder().name(Names.METRICS_PORT).containerPort(PORT).build());
    certificates.ifPresent(
        volume -> {
          mounts.add(volume.mount());
          container.env(Containers.podName());
        });
    return container.volumeMounts(mounts).build();
  }

  @Override
  public List<VolumeArgs> volumes() {
    return List.of(PROGRAM.volumeOf(CONFIG_MAP));
  }

  private List<String> command(String folder) {
    var command = new ArrayList<>(List.of("bash", "-c", SUPERVISOR, NAME, "java"));
    command.addAll(Sidecar.jvmFlags(settings.heap()));
    command.addAll(
        List.of(
            "-cp",
            PROGRAM.folder() + "/*",
            PROGRAM.mainClass(),
            String.valueOf(PORT),
            folder + "/" + FILE));
    if (certificates.isPresent()) {
      command.add(folder + "/$(" + Containers.POD_NAME + ").properties");
    }
    return List.copyOf(command);
  }
}
