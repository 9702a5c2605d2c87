package dev.openshiftkafka.stack.monitoring;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.ExporterConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ProgramImage;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Sidecar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Prometheus JMX exporter as a sidecar container of a broker, controller or ZooKeeper server.
 *
 * <p>It reads JMX over the loopback interface, which the containers of a pod share, so JMX is not
 * reachable from outside the pod. It has no readiness probe: a failed exporter is restarted, but
 * does not make the broker unready.
 *
 * @param component component whose rules it uses: broker, controller or zookeeper
 */
public record JmxExporter(String component, ExporterConfig settings, ProgramImage image)
    implements Sidecar {
  /** Port of its HTTP server, as in the article. */
  public static final int PORT = 5556;

  /** Name of its configuration file, in the ConfigMap of the pod. */
  public static final String FILE = "jmx-exporter.yaml";

  static final String NAME = "jmx-exporter";
  static final int JMX_PORT = 5555;

  private static final String IMAGE = "kafka-jmx-exporter";
  private static final String DOCKERFILE_BASE = "docker.io/apache/kafka:3.9.2";
  private static final String LOOPBACK = "127.0.0.1";
  private static final String JAR = "/opt/jmx-exporter/jmx_prometheus_httpserver.jar";

  /** The exporter of a component; empty if it is disabled. */
  public static Optional<JmxExporter> of(StackConfig config, String component) {
    return Optional.of(config.exporter())
        .filter(ExporterConfig::enabled)
        .map(settings -> new JmxExporter(component, settings, image(config)));
  }

  /** The image, built from the program's Dockerfile on the stack's Kafka image. */
  private static ProgramImage image(StackConfig config) {
    return new ProgramImage(
        config.project().name(),
        IMAGE,
        ProgramImage.dockerfile(
            JmxExporter.class, DOCKERFILE_BASE, config.images().kafka(config.kafka().version())),
        config.exporter().image());
  }

  /** Whether the cluster builds the image. */
  public static boolean isImageBuilt(StackConfig config) {
    return config.exporter().enabled() && image(config).isBuilt();
  }

  /** Adds the objects of the image's build. */
  public static void addImageTo(ResourceInventory inventory, StackConfig config) {
    if (isImageBuilt(config)) {
      image(config).addTo(inventory);
    }
  }

  /** Declares the image's build, which must exist before the pods that run it. */
  public static Resource declareImage(StackConfig config, ComponentResourceOptions options) {
    return new OperandComponent(
        "openshiftkafka:observability:ExporterImage",
        IMAGE,
        options,
        component ->
            image(config).declare(Labels.meta(config.project().name(), IMAGE, NAME), component));
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
    return ExporterRules.text(component, settings.rulesOf(component), LOOPBACK + ":" + JMX_PORT);
  }

  @Override
  public ContainerArgs container(VolumeMountArgs files, String folder) {
    return ContainerArgs.builder()
        .name(NAME)
        .image(image.reference())
        .imagePullPolicy(image.pullPolicy())
        .command(command(folder))
        .ports(ContainerPortArgs.builder().name(Names.METRICS_PORT).containerPort(PORT).build())
        .startupProbe(healthy().periodSeconds(2).failureThreshold(60).build())
        .livenessProbe(healthy().periodSeconds(10).failureThreshold(6).build())
        .resources(Containers.resources(settings.resources()))
        .securityContext(Containers.security())
        .volumeMounts(files)
        .build();
  }

  private List<String> command(String folder) {
    var command = new ArrayList<String>();
    command.add("java");
    command.addAll(Sidecar.jvmFlags(settings.heap()));
    command.addAll(List.of("-jar", JAR, String.valueOf(PORT), folder + "/" + FILE));
    return command;
  }

  /** This path checks the HTTP server only; /metrics would scrape the whole JVM. */
  private static ProbeArgs.Builder healthy() {
    return Sidecar.get("/-/healthy", PORT);
  }
}
