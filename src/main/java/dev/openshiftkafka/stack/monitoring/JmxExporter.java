package dev.openshiftkafka.stack.monitoring;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.config.ExporterConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.ProgramImage;
import dev.openshiftkafka.kubernetes.Sidecar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Prometheus JMX exporter as a container beside the JVM that it asks.
 *
 * <p>It asks over the loopback, which the containers of a pod share: what it tells is that pod's
 * own, and nobody else can ask the JVM. That it fails takes no broker out of service: the kubelet
 * restarts it, and has no other question to it.
 *
 * @param component whose rules it has: broker, controller or zookeeper
 */
public record JmxExporter(String component, ExporterConfig settings, ProgramImage image)
    implements Sidecar {
  /** Port of its HTTP server, as in the article. */
  public static final int PORT = 5556;

  /** Name of its file of rules, among the files of the pod. */
  public static final String FILE = "jmx-exporter.yaml";

  static final String NAME = "jmx-exporter";
  static final int JMX_PORT = 5555;

  private static final String LOOPBACK = "127.0.0.1";
  private static final String JAR = "/opt/jmx-exporter/jmx_prometheus_httpserver.jar";

  /** The exporter of a component; absent when the stack has none. */
  public static Optional<JmxExporter> of(StackConfig config, String component) {
    return Optional.of(config.exporter())
        .filter(ExporterConfig::enabled)
        .map(settings -> new JmxExporter(component, settings, ExporterImage.of(config)));
  }

  /** Flags with which the JVM beside it answers on the loopback, and nowhere else. */
  public static List<String> jvmFlags() {
    String jmx = "-Dcom.sun.management.jmxremote";
    return List.of(
        jmx + ".port=" + JMX_PORT,
        jmx + ".rmi.port=" + JMX_PORT,
        jmx + ".host=" + LOOPBACK,
        "-Djava.rmi.server.hostname=" + LOOPBACK,
        // Whoever reaches the pod's loopback is in the pod.
        jmx + ".authenticate=false",
        jmx + ".ssl=false");
  }

  /** The text of its file. */
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

  /** This path asks the HTTP server alone; /metrics would be a scrape of the whole JVM. */
  private static ProbeArgs.Builder healthy() {
    return Sidecar.get("/-/healthy", PORT);
  }
}
