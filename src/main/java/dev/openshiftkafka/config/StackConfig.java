package dev.openshiftkafka.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The whole configuration of a stack. */
public record StackConfig(
    @Key(
            doc =
                "Kubeconfig of the cluster, as a secret. When absent, the provider uses KUBECONFIG"
                    + " of its environment, as kubectl does.",
            optional = true,
            secret = true,
            secretFrom = SecretCommand.KUBECONFIG)
        String kubeconfig,
    @Key(doc = "Context of the kubeconfig, when not its current one.", optional = true)
        String context,
    @Key(
            doc =
                "Availability zones, as in the nodes' label topology.kubernetes.io/zone; at least"
                    + " three. Their order decides which pod runs where.")
        List<String> zones,
    @Key(
            doc =
                "What the stack declares: `aws`, `openshift`, or both. To leave out a layer that is"
                    + " deployed is to delete it.",
            defaultsTo = "[\"openshift\"]")
        List<Layer> layers,
    @Key(doc = "The AWS layer; required with layer `aws`.", optional = true) AwsConfig aws,
    @Key(
            doc =
                "Pointer ignition of the cluster's workers, as a secret; required with"
                    + " `aws.nodes.mode` `instances`.",
            optional = true,
            secret = true,
            secretFrom = SecretCommand.IGNITION)
        String ignition,
    @Key(
            doc =
                "Whether pods run only on nodes with the label `node-role.kubernetes.io/kafka`, and"
                    + " tolerate the taint of this name that keeps others away. Nodes of the AWS"
                    + " layer get both.",
            defaultsTo = "false")
        Boolean dedicatedNodes,
    @Key(doc = "`zookeeper` or `kraft`.") MetadataMode metadata,
    @Key(
            doc =
                "Whether StatefulSets and volumes are protected: `pulumi destroy` and every"
                    + " replacement are refused until this is false.",
            defaultsTo = "true")
        Boolean protect,
    @Key(
            doc =
                "Whether the EBS volumes that the stack declares, and their key, outlive `pulumi"
                    + " destroy`, to be adopted by a later stack (docs/teardown.md). Data on volumes of"
                    + " any other source always does.",
            defaultsTo = "false")
        Boolean keepData,
    @Key(doc = "The OpenShift project.", defaultsTo = "{}") ProjectConfig project,
    @Key(doc = "Container images.", defaultsTo = "{}") ImagesConfig images,
    @Key(doc = "The brokers.") BrokersConfig kafka,
    @Key(doc = "ZooKeeper ensemble or KRaft controllers.") QuorumConfig quorum,
    @Key(doc = "Network policy.", defaultsTo = "{}") NetworkConfig network,
    @Key(doc = "The collection of metrics.", defaultsTo = "{}") MonitoringConfig monitoring,
    @Key(doc = "The benchmark.", defaultsTo = "{}") BenchmarkConfig benchmark,
    @Key(doc = "The pod with librdkafka's tools.", defaultsTo = "{}") LibrdkafkaClientConfig client,
    @Key(doc = "The metrics' exporter.", defaultsTo = "{}") ExporterConfig exporter,
    @Key(doc = "The readiness of brokers and KRaft controllers.", defaultsTo = "{}")
        ReadinessConfig readiness,
    @Key(
            doc =
                "Topics that the stack makes and keeps as they are declared. Those of others are"
                    + " left alone.",
            defaultsTo = "{}")
        TopicsConfig topics,
    @Key(doc = "The web UI.", defaultsTo = "{}") UiConfig ui,
    @Key(doc = "Alerts on metrics.", defaultsTo = "{}") AlertsConfig alerts,
    @Key(doc = "Dashboards of metrics.", defaultsTo = "{}") DashboardsConfig dashboards) {

  /** Too few zones are a fault already; counting with these keeps it from causing further ones. */
  private static final int MIN_ZONES = 3;

  /** Checks what must hold between the parts. */
  public StackConfig {
    List<String> givenZones = zones;
    var layersCheck = new LayerChecks(layers, aws, ignition, zones);
    var uiCheck = new UiChecks(ui, layers, metadata, project);
    MetadataMode mode = metadata;
    BrokersConfig brokers = kafka;
    QuorumConfig members = quorum;
    TopicsConfig declaredTopics = topics;
    Checks.run(
        checks -> {
          checkZones(checks, givenZones);
          layersCheck.run(checks, brokers, members);
          if (givenZones != null && !givenZones.isEmpty()) {
            checkVolumes(checks, brokers, members, Math.max(MIN_ZONES, givenZones.size()));
          }
          checkVersion(checks, mode, brokers);
          checkSettings(checks, mode, brokers, members);
          if (givenZones != null && members != null && members.members() != null) {
            checks.that(
                "quorum.members",
                members.members(),
                n -> n <= Math.max(MIN_ZONES, givenZones.size()),
                "is more than the number of zones ("
                    + givenZones.size()
                    + "): two members must never be in one zone; name more zones or lower it");
          }
          if (declaredTopics != null && brokers != null && brokers.brokers() != null) {
            declaredTopics.checkBrokers(checks, brokers.brokers());
          }
          uiCheck.run(checks);
        });
  }

  private static void checkVersion(Checks checks, MetadataMode mode, BrokersConfig brokers) {
    if (brokers != null && MetadataMode.isTooOld(brokers.version())) {
      checks.fault(
          "kafka.version",
          brokers.version(),
          "is older than this project runs: name 3.9.x, or 4.x with metadata kraft; an older"
              + " cluster is brought to 3.9 where it is, before it moves here");
    } else if (mode != null && brokers != null) {
      checks.that(
          "kafka.version",
          brokers.version(),
          mode::runs,
          "does not run with metadata "
              + mode.name().toLowerCase(Locale.ROOT)
              + ", which takes "
              + mode.versions()
              + "; change one of the two");
    }
  }

  private static void checkSettings(
      Checks checks, MetadataMode mode, BrokersConfig brokers, QuorumConfig quorum) {
    if (quorum == null || quorum.settings() == null) {
      return;
    }
    if (mode == MetadataMode.KRAFT) {
      checks.that(
          "quorum.settings",
          quorum.settings(),
          Map::isEmpty,
          "is for ZooKeeper: controllers read kafka.settings; move it there");
    } else if (mode == MetadataMode.ZOOKEEPER && brokers != null && brokers.settings() != null) {
      SessionChecks.run(checks, brokers.settings(), quorum.settings());
    }
  }

  private static void checkVolumes(
      Checks checks, BrokersConfig brokers, QuorumConfig quorum, int zones) {
    var places = new VolumePlaces(checks, zones);
    if (brokers != null) {
      places.claim("kafka.volume", brokers.volume());
    }
    if (quorum != null) {
      places.claim("quorum.volume", quorum.volume());
    }
  }

  private static void checkZones(Checks checks, List<String> zones) {
    if (zones == null) {
      return;
    }
    checks.that(
        "zones",
        zones,
        z -> z.size() >= MIN_ZONES,
        "must name at least three zones, or the loss of one stops all writes");
    var seen = new HashSet<String>();
    for (int i = 0; i < zones.size(); i++) {
      checks
          .matches(
              "zones[" + i + "]",
              zones.get(i),
              "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
              "must be the value of a zone label, such as eu-west-1a")
          .that("zones[" + i + "]", zones.get(i), seen::add, "is given twice: name each zone once");
    }
  }

  /** Whether a layer is switched on. */
  public boolean has(Layer layer) {
    return layers.contains(layer);
  }

  /** The zone in which a pod of this number runs, by declaration. */
  public String zoneOf(int ordinal) {
    return zones.get(ordinal % zones.size());
  }
}
