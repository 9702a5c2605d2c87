package dev.openshiftkafka.stack.monitoring;

import static dev.openshiftkafka.kubernetes.Json.object;
import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.inputs.ConfigMapVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.networking.v1.NetworkPolicyArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPeerArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicySpecArgs;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.AclOperation;
import dev.openshiftkafka.config.AclResourceType;
import dev.openshiftkafka.config.LagExporterConfig;
import dev.openshiftkafka.config.PrometheusDuration;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.BrokerAddresses;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.ConfigHash;
import dev.openshiftkafka.kubernetes.IdentityAuthentication;
import dev.openshiftkafka.kubernetes.Listeners;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.NetworkPolicies;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.Pem;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The consumer lag exporter: an OpenTelemetry Collector with the receiver {@code kafkametrics}. */
public final class LagExporter {
  /** Name of the Deployment and of its service account, ConfigMap and NetworkPolicy. */
  public static final String NAME = "kafka-lag-exporter";

  static final String COMPONENT = "lag-exporter";

  /** Port that serves its metrics. */
  static final int PORT = 8889;

  private static final String CONFIG_VOLUME = "config";
  private static final String CONFIG_PATH = "/etc/" + NAME;
  private static final String CONFIG_FILE = "collector.yaml";
  private static final int HEALTH_PORT = 13133;
  private static final int GRACE_SECONDS = 10;

  /** Reads offsets of groups and partitions, and never records. */
  static final ClientIdentity IDENTITY =
      new ClientIdentity(
          NAME,
          List.of(
              ClientIdentity.every(AclResourceType.TOPIC, AclOperation.DESCRIBE),
              ClientIdentity.every(AclResourceType.GROUP, AclOperation.DESCRIBE)));

  /** How often the Collector looks for a renewed certificate. */
  private static final String RELOAD_INTERVAL = "10m";

  /** Name of the variable with the password of its identity. */
  private static final String PASSWORD = "KAFKA_PASSWORD";

  private final StackConfig config;
  private final Optional<ClientCredentials> credentials;
  private final String collectorConfig;
  private final Workload workload;

  LagExporter(StackConfig config) {
    this.config = config;
    this.credentials = ClientCredentials.of(config, IDENTITY);
    this.collectorConfig = collectorConfig();
    this.workload =
        Workload.of(config, NAME, COMPONENT)
            .annotated(Monitoring.scrapeAnnotations(config, PORT))
            .annotated(Map.of(ConfigHash.ANNOTATION, ConfigHash.of(collectorConfig)));
  }

  /** Allows egress to the brokers and DNS only, and ingress from Prometheus. */
  NetworkPolicyArgs networkPolicy() {
    List<NetworkPolicyPeerArgs> scrapers = NetworkPolicies.scrapers(config);
    NetworkPolicySpecArgs.Builder spec =
        NetworkPolicySpecArgs.builder()
            .podSelector(NetworkPolicies.selector(COMPONENT))
            .policyTypes("Ingress", "Egress")
            .egress(
                NetworkPolicies.to(
                    NetworkPolicies.components(Names.BROKER_COMPONENT),
                    Listeners.of(config).clients().port()),
                NetworkPolicies.toDns());
    if (!scrapers.isEmpty()) {
      spec.ingress(NetworkPolicies.from(scrapers, PORT));
    }
    return NetworkPolicies.policy(config, NAME, COMPONENT, spec.build());
  }

  void addTo(ResourceInventory inventory) {
    inventory.add(inProject("", "configmaps"), NAME).add(inProject("apps", "deployments"), NAME);
  }

  /**
   * Declares it.
   *
   * @param brokers the brokers, which must be ready before its pod is created
   */
  void declare(OperandComponent parent, Resource brokers) {
    new OperandComponent(
        "openshiftkafka:observability:LagExporter",
        NAME,
        parent.childComponent(),
        component -> {
          var account =
              new ServiceAccount(NAME, workload.serviceAccount(), component.child().build());
          var file =
              new ConfigMap(
                  NAME,
                  ConfigMapArgs.builder()
                      .metadata(workload.meta(NAME))
                      .data(Map.of(CONFIG_FILE, collectorConfig))
                      .build(),
                  component.child().build());
          // One pod only: two pods would export each lag twice.
          new Deployment(
              NAME,
              workload.deployment(NAME, pod()),
              component.child().dependsOn(account, file, brokers).build());
        });
  }

  private PodSpecArgs pod() {
    var volumes = new ArrayList<VolumeArgs>();
    volumes.add(
        VolumeArgs.builder()
            .name(CONFIG_VOLUME)
            .configMap(ConfigMapVolumeSourceArgs.builder().name(NAME).build())
            .build());
    credentials.map(ClientCredentials::volume).ifPresent(volumes::add);
    return workload
        .pod()
        .terminationGracePeriodSeconds(GRACE_SECONDS)
        .containers(container())
        .volumes(volumes)
        .build();
  }

  /** Without a command: distributions of the Collector have different entry points. */
  private ContainerArgs container() {
    var mounts = new ArrayList<VolumeMountArgs>();
    mounts.add(
        VolumeMountArgs.builder()
            .name(CONFIG_VOLUME)
            .mountPath(CONFIG_PATH)
            .readOnly(true)
            .build());
    credentials.map(ClientCredentials::mount).ifPresent(mounts::add);
    ContainerArgs.Builder container =
        Workload.container(COMPONENT, image(), config.monitoring().lag().resources());
    credentials
        .flatMap(login -> login.passwordVariable(PASSWORD))
        .ifPresent(variable -> container.env(variable));
    return container
        .args("--config=" + CONFIG_PATH + "/" + CONFIG_FILE)
        .ports(
            ContainerPortArgs.builder().name(Names.METRICS_PORT).containerPort(PORT).build(),
            ContainerPortArgs.builder().name("health").containerPort(HEALTH_PORT).build())
        .readinessProbe(health().periodSeconds(5).build())
        .livenessProbe(health().periodSeconds(10).failureThreshold(6).build())
        .volumeMounts(mounts)
        .build();
  }

  private static ProbeArgs.Builder health() {
    return ProbeArgs.builder()
        .httpGet(HTTPGetActionArgs.builder().path("/").port(HEALTH_PORT).build())
        .timeoutSeconds(5);
  }

  private String image() {
    LagExporterConfig lag = config.monitoring().lag();
    return lag.fullImage() == null
        ? config.images().registry() + "/" + lag.image()
        : lag.fullImage();
  }

  /** The configuration file of the Collector. */
  private String collectorConfig() {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(options)
        .dump(
            object(
                "extensions",
                Map.of("health_check", Map.of("endpoint", ":" + HEALTH_PORT)),
                "receivers",
                Map.of("kafkametrics", receiver()),
                "processors",
                object("memory_limiter", memoryLimiter(), "filter", filter()),
                "exporters",
                Map.of("prometheus", exporter()),
                "service",
                service()));
  }

  /** Scrapes consumer groups only: the brokers' own metrics come from their JMX exporters. */
  private Map<String, Object> receiver() {
    LagExporterConfig lag = config.monitoring().lag();
    Map<String, Object> receiver =
        object(
            "brokers",
            List.of(BrokerAddresses.bootstrapServers(config).split(",")),
            "client_id",
            NAME,
            "collection_interval",
            config.monitoring().interval(),
            "timeout",
            config.monitoring().interval(),
            "group_match",
            escaped(lag.groupFilter()),
            "topic_match",
            escaped(lag.topicFilter()),
            "scrapers",
            List.of("brokers", "consumers"),
            "metrics",
            object(
                "kafka.consumer_group.offset", Map.of("enabled", false),
                "kafka.consumer_group.offset_sum", Map.of("enabled", false)));
    credentials.ifPresent(login -> addLogin(receiver, login.authentication()));
    return receiver;
  }

  private static void addLogin(
      Map<String, Object> receiver, IdentityAuthentication authentication) {
    Map<String, Object> tls = object("ca_file", Pem.authority(ClientCredentials.FOLDER));
    if (authentication == IdentityAuthentication.PASSWORD) {
      receiver.put("auth", Map.of("sasl", sasl()));
    } else {
      tls.put("cert_file", Pem.keyAndChain(ClientCredentials.FOLDER));
      tls.put("key_file", Pem.keyAndChain(ClientCredentials.FOLDER));
    }
    tls.put("reload_interval", RELOAD_INTERVAL);
    receiver.put("tls", tls);
  }

  private static Map<String, Object> sasl() {
    return object("mechanism", "PLAIN", "username", NAME, "password", "${env:" + PASSWORD + "}");
  }

  /** The Collector expands {@code $} as a variable reference; {@code $$} is a literal dollar. */
  private static String escaped(String text) {
    return text.replace("$", "$$");
  }

  /**
   * In percent of the container's memory; above the limit, the Collector rejects data and logs it.
   */
  private static Map<String, Object> memoryLimiter() {
    return object("check_interval", "1s", "limit_percentage", 80, "spike_limit_percentage", 20);
  }

  /**
   * Drops the value -1, which the receiver reports for each partition that a group has never read:
   * these series are meaningless, and as many as groups times partitions.
   */
  private static Map<String, Object> filter() {
    return object(
        "error_mode", "propagate", "metrics", Map.of("datapoint", List.of("value_int < 0")));
  }

  private Map<String, Object> exporter() {
    int interval = PrometheusDuration.seconds(config.monitoring().interval());
    return object(
        "endpoint",
        ":" + PORT,
        // Without suffixes: the default adds _ratio to a number of records.
        "translation_strategy",
        "UnderscoreEscapingWithoutSuffixes",
        "without_scope_info",
        true,
        // An exporter that cannot reach the brokers must not export the last lag as the current
        // one.
        "metric_expiration",
        2 * interval + "s");
  }

  private static Map<String, Object> service() {
    return object(
        "extensions",
        List.of("health_check"),
        // Metrics about the Collector itself would need a second port; errors are in its log.
        "telemetry",
        Map.of("metrics", Map.of("level", "none")),
        "pipelines",
        Map.of(
            "metrics",
            object(
                "receivers",
                List.of("kafkametrics"),
                "processors",
                List.of("memory_limiter", "filter"),
                "exporters",
                List.of("prometheus"))));
  }
}
