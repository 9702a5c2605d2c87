package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Renders the container of Kafbat UI, which its environment tells everything. */
record Kafbat(StackConfig config) implements UiContainer {
  private static final int PORT = 8080;

  /** Spring Boot's own path, which says that the application serves and asks no broker. */
  private static final String HEALTH = "/actuator/health";

  @Override
  public String name() {
    return Names.UI;
  }

  @Override
  public String upstream() {
    return "http://127.0.0.1:" + PORT;
  }

  /** The kubelet reaches the application only through the proxy. */
  @Override
  public List<String> openPaths() {
    return List.of("^" + HEALTH + "$");
  }

  @Override
  public List<VolumeArgs> volumes() {
    return List.of();
  }

  @Override
  public ContainerArgs container() {
    // These probes go through the proxy, to its port: only so they reach what listens on loopback,
    // and only so they tell that a visitor would be served.
    return new UiProbes(HEALTH, Names.UI_PORT, "HTTPS")
        .addTo(ContainerArgs.builder())
        .name("kafbat")
        .image(config.ui().images().kafbat())
        .imagePullPolicy("IfNotPresent")
        .env(UiContainer.variables(environment()))
        .resources(Containers.resources(config.ui().resources()))
        .securityContext(Containers.security())
        .volumeMounts(VolumeMountArgs.builder().name(TMP_VOLUME).mountPath("/tmp").build())
        .build();
  }

  private Map<String, String> environment() {
    var values = new TreeMap<String, String>();
    values.put("KAFKA_CLUSTERS_0_NAME", "kafka");
    values.put("KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS", BrokerAddresses.bootstrapServers(config));
    values.put("KAFKA_CLUSTERS_0_READONLY", String.valueOf(config.ui().readOnly()));
    if (config.exporter().enabled()) {
      values.put("KAFKA_CLUSTERS_0_METRICS_TYPE", "PROMETHEUS");
      values.put("KAFKA_CLUSTERS_0_METRICS_PORT", String.valueOf(JmxExporter.PORT));
    }
    // Clusters are declared, and never added by a visitor.
    values.put("DYNAMIC_CONFIG_ENABLED", "false");
    // The proxy has asked already, and nobody comes past it.
    values.put("AUTH_TYPE", "DISABLED");
    values.put("SERVER_ADDRESS", "127.0.0.1");
    values.put("SERVER_PORT", String.valueOf(PORT));
    values.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health");
    values.put("MANAGEMENT_ENDPOINT_HEALTH_SHOWDETAILS", "never");
    // There is no directory of users, and without one its check reports the UI as down.
    values.put("MANAGEMENT_HEALTH_LDAP_ENABLED", "false");
    values.put("JAVA_OPTS", JVM);
    return values;
  }
}
