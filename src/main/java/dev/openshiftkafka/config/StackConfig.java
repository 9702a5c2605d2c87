package dev.openshiftkafka.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration of a stack. */
public record StackConfig(
    @Key(
            doc =
                "Kubeconfig of the cluster, as a secret. If not set, the provider uses KUBECONFIG"
                    + " of its environment, as kubectl does.",
            optional = true,
            secret = true,
            secretFrom = SecretCommand.KUBECONFIG)
        String kubeconfig,
    @Key(doc = "Context of the kubeconfig; its current context if not set.", optional = true)
        String context,
    @Key(
            doc =
                "Availability zones, at least three: values of the node label"
                    + " topology.kubernetes.io/zone. Their order determines in which zone each pod"
                    + " runs.")
        List<String> zones,
    @Key(
            doc =
                "Layers that the stack declares: `aws`, `openshift`, or both; or `admin`, for a"
                    + " stack of the administrator (docs/deployer.md). Removing a deployed layer"
                    + " deletes its resources.",
            defaultsTo = "[\"openshift\"]")
        List<Layer> layers,
    @Key(
            doc =
                "Which stack declares the objects of layer `admin`: `included` (this one, with"
                    + " layer `openshift`) or `external` (another one, with layer `admin`; a"
                    + " deployer of this one then has rights in the project only).",
            defaultsTo = "\"included\"")
        AdminLayer adminLayer,
    @Key(doc = "The AWS layer. Required with layer `aws`.", optional = true) AwsConfig aws,
    @Key(
            doc =
                "Pointer Ignition config of the cluster's workers, as a secret. Required with"
                    + " `aws.nodes.mode` `instances`.",
            optional = true,
            secret = true,
            secretFrom = SecretCommand.IGNITION)
        String ignition,
    @Key(
            doc =
                "Whether pods run only on nodes with the label `node-role.kubernetes.io/kafka`, and"
                    + " tolerate the taint of the same name, which keeps other pods away. Nodes of"
                    + " the AWS layer get both.",
            defaultsTo = "false")
        Boolean dedicatedNodes,
    @Key(
            doc =
                "Existing PriorityClass of broker and quorum pods, such as"
                    + " `openshift-user-critical`: the scheduler then evicts pods of lower priority"
                    + " for them when nodes are full. Setting or changing it restarts these pods.",
            optional = true)
        String priorityClass,
    @Key(doc = "Where Kafka stores its metadata: `zookeeper` or `kraft`.") MetadataMode metadata,
    @Key(
            doc =
                "Whether StatefulSets and volumes are protected: `pulumi destroy` and replacements"
                    + " fail until this is false.",
            defaultsTo = "true")
        Boolean protect,
    @Key(
            doc =
                "Whether `pulumi destroy` keeps the EBS volumes that the stack declares, and their"
                    + " KMS key, so that a later stack can adopt them (docs/teardown.md). Data on"
                    + " volumes of other sources is always kept.",
            defaultsTo = "false")
        Boolean keepData,
    @Key(
            doc =
                "Whether `pulumi up` changes the stack although a broker or quorum member is not"
                    + " ready, or OpenShift updates the workers. Without it, `pulumi up` is refused"
                    + " then, because a roll could stop one more member. Set it only for the update"
                    + " that repairs the cluster.",
            defaultsTo = "false")
        Boolean allowDegradedUpdate,
    @Key(doc = "The OpenShift project.", defaultsTo = "{}") ProjectConfig project,
    @Key(doc = "Container images.", defaultsTo = "{}") ImagesConfig images,
    @Key(doc = "Kafka brokers.") BrokersConfig kafka,
    @Key(doc = "ZooKeeper ensemble or KRaft controllers.") QuorumConfig quorum,
    @Key(
            doc =
                "Migration of a running stack from ZooKeeper to KRaft (docs/migrate-to-kraft.md)."
                    + " Only with `metadata` `zookeeper`.",
            optional = true)
        MigrationConfig migration,
    @Key(doc = "NetworkPolicies.", defaultsTo = "{}") NetworkConfig network,
    @Key(
            doc =
                "TLS, authentication and authorization, with `metadata` `kraft`. If not set, every"
                    + " listener is plain, and each client that reaches a broker has all rights.",
            optional = true)
        SecurityConfig security,
    @Key(doc = "Collection of metrics.", defaultsTo = "{}") MonitoringConfig monitoring,
    @Key(doc = "Benchmark.", defaultsTo = "{}") BenchmarkConfig benchmark,
    @Key(doc = "Pod with librdkafka's tools.", defaultsTo = "{}") LibrdkafkaClientConfig client,
    @Key(doc = "Prometheus JMX exporter.", defaultsTo = "{}") ExporterConfig exporter,
    @Key(doc = "Readiness of brokers and KRaft controllers.", defaultsTo = "{}")
        ReadinessConfig readiness,
    @Key(
            doc =
                "Topics that the stack creates and updates. Topics that are not declared here are"
                    + " not changed.",
            defaultsTo = "{}")
        TopicsConfig topics,
    @Key(
            doc =
                "Users that the stack creates and updates, with `metadata` `kraft`. Users that are"
                    + " not declared here are not changed.",
            defaultsTo = "{}")
        UsersConfig users,
    @Key(
            doc =
                "Passwords by user, as secrets. The cluster generates the password of a user of"
                    + " `users.declared` that is not here.",
            defaultsTo = "{}",
            secret = true,
            secretFrom = SecretCommand.PASSWORD)
        Map<String, String> userPasswords,
    @Key(doc = "Web UI.", defaultsTo = "{}") UiConfig ui,
    @Key(
            doc =
                "Secret of the UI's client at the identity provider, as a secret. Required with"
                    + " `ui.login` `oidc`.",
            optional = true,
            secret = true,
            secretFrom = SecretCommand.CLIENT_SECRET)
        String oidcClientSecret,
    @Key(doc = "Prometheus alerts.", defaultsTo = "{}") AlertsConfig alerts,
    @Key(doc = "Metrics dashboards.", defaultsTo = "{}") DashboardsConfig dashboards) {

  /** Checks that the parts match. */
  public StackConfig {
    QuorumConfig migrated = migration == null ? null : migration.controllers();
    var zoneChecks = new StackChecks.Zones(zones, kafka, quorum, migrated);
    Checks.run(
        checks -> {
          zoneChecks.run(checks);
          new StackChecks.Layers(layers, adminLayer, aws, ignition, zones)
              .run(checks, kafka, quorum, migrated);
          zoneChecks.checkVolumes(checks);
          new StackChecks.Metadata(metadata, kafka, quorum).run(checks);
          zoneChecks.checkMembers(checks);
          new MigrationChecks(migration).run(checks, metadata, kafka, exporter, ui, layers);
          if (topics != null && kafka != null) {
            topics.checkSettings(checks, kafka);
            if (kafka.brokers() != null) {
              topics.checkBrokers(checks, kafka.brokers());
            }
          }
          new TieredStorageChecks(kafka, aws, layers).run(checks, metadata, topics, project);
          LogRetention.checkLimit(checks, kafka, topics);
          LogRetention.of(kafka, topics).ifPresent(retention -> retention.check(checks));
          DiskGuardConfig.checkAlert(checks, kafka == null ? null : kafka.diskGuard(), alerts);
          if (users != null) {
            users.check(checks, metadata, security, project, network);
            users.checkPasswords(checks, userPasswords);
          }
          new StackChecks.Ui(ui, layers, metadata, project).run(checks);
          new UiLoginChecks(ui, oidcClientSecret, images).run(checks);
          new SecurityChecks(security).run(checks, metadata, kafka, project);
          checks.objectName(
              "priorityClass", priorityClass, "a PriorityClass", "openshift-user-critical");
        });
  }

  /** Whether a layer is enabled. */
  public boolean has(Layer layer) {
    return layers.contains(layer);
  }

  /** Whether the stack declares objects in the cluster. */
  public boolean usesCluster() {
    return has(Layer.ADMIN) || has(Layer.OPENSHIFT);
  }

  /** Whether the stack declares the objects of layer admin. */
  public boolean declaresAdminObjects() {
    return Layer.ADMIN.isDeclared(layers, adminLayer);
  }

  /**
   * The IAM role that the brokers assume for tiered storage; null when they use no role of their
   * own.
   */
  public @Nullable String tieredStorageRole() {
    if (kafka.tieredStorage() == null) {
      return null;
    }
    return aws != null && aws.tieredStorage() != null
        ? aws.tieredStorage().roleArn(aws, project)
        : kafka.tieredStorage().roleArn();
  }

  /** Whether a phase of {@link #security} has been reached. */
  public boolean isSecured(SecurityPhase phase) {
    return security != null && security.phase().isAtLeast(phase);
  }

  /** Whether clients outside the cluster reach the brokers. */
  public boolean isExternal() {
    return security != null && security.external() != null;
  }

  /**
   * The access from outside the cluster.
   *
   * @throws IllegalStateException without {@link #isExternal}
   */
  public ExternalConfig external() {
    ExternalConfig external = security == null ? null : security.external();
    if (external == null) {
      throw new IllegalStateException("the brokers have no listener for clients outside");
    }
    return external;
  }

  /** Whether the stack has a ZooKeeper ensemble, which {@link #quorum} describes. */
  public boolean hasZooKeeper() {
    return metadata == MetadataMode.ZOOKEEPER;
  }

  /** Whether the stack has KRaft controllers. */
  public boolean hasControllers() {
    return metadata == MetadataMode.KRAFT || migration != null;
  }

  /** Whether the KRaft controllers run; they are stopped while a migration is rolled back. */
  public boolean runsControllers() {
    return hasControllers() && !isIn(MigrationPhase.ROLLBACK);
  }

  /**
   * The KRaft controllers.
   *
   * @throws IllegalStateException without {@link #hasControllers}
   */
  public QuorumConfig controllers() {
    if (!hasControllers()) {
      throw new IllegalStateException("the stack has no KRaft controllers");
    }
    return migration == null ? quorum : migration.controllers();
  }

  /** Whether brokers connect to the KRaft controllers. */
  public boolean brokersKnowControllers() {
    return migration == null
        ? metadata == MetadataMode.KRAFT
        : migration.phase().brokersKnowControllers();
  }

  /** Whether brokers are KRaft brokers. */
  public boolean brokersAreKraft() {
    return migration == null ? metadata == MetadataMode.KRAFT : migration.phase().brokersAreKraft();
  }

  /** Whether the stack is in a phase of a migration. */
  public boolean isIn(MigrationPhase phase) {
    return migration != null && migration.phase() == phase;
  }

  /** The zone in which the pod of an ordinal runs. */
  public String zoneOf(int ordinal) {
    return zones.get(ordinal % zones.size());
  }
}
