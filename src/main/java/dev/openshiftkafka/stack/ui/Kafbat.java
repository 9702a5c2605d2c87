package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import dev.openshiftkafka.config.AclOperation;
import dev.openshiftkafka.config.AclResourceType;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.Containers;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.Operand.NodeAccess;
import dev.openshiftkafka.kubernetes.Workload;
import dev.openshiftkafka.pod.load.ClientRack;
import dev.openshiftkafka.stack.monitoring.JmxExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The container of Kafbat UI, configured by environment variables alone. */
record Kafbat(StackConfig config) implements UiContainer {
  private static final int PORT = 8080;
  private static final String IDENTITY = "kafka-kafbat";

  /** Name of the variable with the password of its identity. */
  private static final String PASSWORD = "KAFKA_PASSWORD";

  /** The health endpoint of Spring Boot, which does not depend on the brokers. */
  private static final String HEALTH = "/actuator/health";

  /**
   * The identity of the UI.
   *
   * @param readOnly whether users may only look at the cluster
   */
  static ClientIdentity identity(boolean readOnly) {
    return new ClientIdentity(
        IDENTITY,
        readOnly
            ? List.of(
                ClientIdentity.cluster(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS),
                ClientIdentity.every(
                    AclResourceType.TOPIC, AclOperation.READ, AclOperation.DESCRIBE_CONFIGS),
                ClientIdentity.every(AclResourceType.GROUP, AclOperation.DESCRIBE))
            : List.of(
                ClientIdentity.cluster(AclOperation.ALTER, AclOperation.ALTER_CONFIGS),
                ClientIdentity.every(AclResourceType.TOPIC, AclOperation.ALL),
                ClientIdentity.every(AclResourceType.GROUP, AclOperation.ALL)));
  }

  private Optional<ClientCredentials> credentials() {
    return ClientCredentials.of(config, identity(config.ui().readOnly()));
  }

  @Override
  public String name() {
    return WebUi.NAME;
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
    return credentials().map(ClientCredentials::volume).stream().toList();
  }

  /** The UI displays metrics of the brokers' exporters. */
  @Override
  public List<NodeAccess> nodeAccess() {
    return config.exporter().enabled()
        ? List.of(new NodeAccess(WebUi.COMPONENT, Names.BROKER_COMPONENT, JmxExporter.PORT))
        : List.of();
  }

  @Override
  public ContainerArgs container() {
    var mounts = new ArrayList<VolumeMountArgs>();
    mounts.add(VolumeMountArgs.builder().name(TMP_VOLUME).mountPath("/tmp").build());
    credentials().map(ClientCredentials::mount).ifPresent(mounts::add);
    // The probes use the port of the proxy: the application listens on the loopback interface, and
    // a pod that cannot serve users through the proxy must not be ready.
    return UiContainer.probed(
            Workload.container("kafbat", config.ui().images().kafbat(), config.ui().resources()),
            HEALTH,
            OauthProxy.PORT,
            "HTTPS")
        .env(variables())
        .volumeMounts(mounts)
        .build();
  }

  /** The zone and the password first: other variables refer to them. */
  private List<EnvVarArgs> variables() {
    var variables = new ArrayList<EnvVarArgs>();
    variables.add(Containers.zone());
    credentials()
        .flatMap(credentials -> credentials.passwordVariable(PASSWORD))
        .ifPresent(variables::add);
    variables.addAll(UiContainer.variables(environment()));
    return variables;
  }

  private Map<String, String> environment() {
    var values = new TreeMap<String, String>();
    values.put("KAFKA_CLUSTERS_0_NAME", "kafka");
    values.put("KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS", BrokerAddresses.bootstrapServers(config));
    values.put("KAFKA_CLUSTERS_0_CONSUMERPROPERTIES_CLIENT_RACK", "$(" + ClientRack.VARIABLE + ")");
    values.put("KAFKA_CLUSTERS_0_READONLY", String.valueOf(config.ui().readOnly()));
    credentials()
        .ifPresent(
            credentials ->
                credentials
                    .javaSettings(config, PASSWORD)
                    .forEach((name, value) -> property(values, name, value)));
    if (config.exporter().enabled()) {
      values.put("KAFKA_CLUSTERS_0_METRICS_TYPE", "PROMETHEUS");
      values.put("KAFKA_CLUSTERS_0_METRICS_PORT", String.valueOf(JmxExporter.PORT));
    }
    // The stack declares the cluster; users cannot add others.
    values.put("DYNAMIC_CONFIG_ENABLED", "false");
    // Users log in at the proxy, and the port is reachable through the proxy only.
    values.put("AUTH_TYPE", "DISABLED");
    values.put("SERVER_ADDRESS", "127.0.0.1");
    values.put("SERVER_PORT", String.valueOf(PORT));
    values.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health");
    values.put("MANAGEMENT_ENDPOINT_HEALTH_SHOWDETAILS", "never");
    // Without an LDAP server, this health check reports the UI as down.
    values.put("MANAGEMENT_HEALTH_LDAP_ENABLED", "false");
    values.put("JAVA_OPTS", JVM);
    return values;
  }

  /** Adds a property of the UI's Kafka clients. */
  private static void property(Map<String, String> values, String name, String value) {
    values.put(
        "KAFKA_CLUSTERS_0_PROPERTIES_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value);
  }
}
