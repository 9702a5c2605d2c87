package dev.openshiftkafka.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks between the parts of {@link StackConfig}; a faulty or missing part is null. */
final class StackChecks {
  /** Fewer zones are a fault; counting with this number keeps it from causing further faults. */
  private static final int MIN_ZONES = 3;

  private static final int MAX_LABEL = 63;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private StackChecks() {}

  /**
   * The zones, and the volumes and quorum members that are placed in them.
   *
   * @param controllers KRaft controllers of a migration, in addition to the quorum
   */
  record Zones(
      List<String> zones,
      BrokersConfig brokers,
      QuorumConfig quorum,
      @Nullable QuorumConfig controllers) {
    void run(Checks checks) {
      if (zones == null) {
        return;
      }
      checks.that(
          "zones",
          zones,
          z -> z.size() >= MIN_ZONES,
          "must be at least three zones; with fewer, the loss of one stops all writes");
      var seen = new HashSet<String>();
      for (int i = 0; i < zones.size(); i++) {
        checks
            .matches(
                "zones[" + i + "]",
                zones.get(i),
                "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
                "must be the value of a zone label, such as eu-west-1a")
            .that("zones[" + i + "]", zones.get(i), seen::add, "is a duplicate; remove it");
      }
    }

    void checkVolumes(Checks checks) {
      if (zones == null || zones.isEmpty()) {
        return;
      }
      var owners = new VolumeChecks.Owners(checks, Math.max(MIN_ZONES, zones.size()));
      if (brokers != null) {
        owners.add("kafka.volume", brokers.volume());
      }
      if (quorum != null) {
        owners.add("quorum.volume", quorum.volume());
      }
      if (controllers != null) {
        owners.add("migration.controllers.volume", controllers.volume());
      }
    }

    void checkMembers(Checks checks) {
      checkMembers(checks, "quorum.members", quorum);
      checkMembers(checks, "migration.controllers.members", controllers);
    }

    private void checkMembers(Checks checks, String key, @Nullable QuorumConfig members) {
      if (zones == null || members == null) {
        return;
      }
      checks.that(
          key,
          members.members(),
          n -> n <= Math.max(MIN_ZONES, zones.size()),
          "is more than the number of zones ("
              + zones.size()
              + "), but each member runs in a zone of its own; add zones or lower it");
    }
  }

  /** The layers, and what each requires. */
  record Layers(
      List<Layer> layers,
      AdminLayer adminLayer,
      AwsConfig aws,
      String ignition,
      List<String> zones) {
    void run(
        Checks checks,
        @Nullable BrokersConfig brokers,
        @Nullable QuorumConfig quorum,
        @Nullable QuorumConfig controllers) {
      if (layers == null) {
        return;
      }
      if (layers.isEmpty() || new HashSet<>(layers).size() < layers.size()) {
        checks.fault(
            "layers",
            layers,
            "must be aws, openshift or both, or admin instead of openshift, without duplicates");
      }
      checkAdmin(checks);
      boolean onAws = layers.contains(Layer.AWS);
      if (!onAws && Layer.ADMIN.isDeclared(layers, adminLayer)) {
        refuseDeclared(checks, "kafka", brokers == null ? null : brokers.volume());
        refuseDeclared(checks, "quorum", quorum == null ? null : quorum.volume());
        refuseDeclared(
            checks, "migration.controllers", controllers == null ? null : controllers.volume());
      }
      checkIgnition(checks);
      if (onAws && aws != null) {
        checkZones(checks);
        if (mode() == NodeMode.MACHINESETS
            && !layers.contains(Layer.OPENSHIFT)
            && !layers.contains(Layer.ADMIN)) {
          checks.fault(
              "aws.nodes.mode",
              "machinesets",
              "requires layer openshift, in which MachineSets are declared; add it to layers, or"
                  + " set instances");
        }
      }
    }

    private void checkAdmin(Checks checks) {
      if (!layers.contains(Layer.OPENSHIFT)) {
        return;
      }
      if (layers.contains(Layer.ADMIN)) {
        checks.fault(
            "layers",
            layers,
            "has admin and openshift, but one stack with both needs no admin; remove admin, or"
                + " deploy two stacks, one with layers [admin] and one with layers [openshift] and"
                + " adminLayer external");
      } else if (adminLayer == AdminLayer.EXTERNAL && layers.contains(Layer.AWS)) {
        checks.fault(
            "layers",
            layers,
            "has aws, but with adminLayer external the administrator's stack declares nodes and"
                + " volumes; move aws to the layers of that stack");
      }
    }

    private @Nullable NodeMode mode() {
      return aws == null || aws.nodes() == null ? null : aws.nodes().mode();
    }

    private static void refuseDeclared(Checks checks, String part, @Nullable VolumeConfig volume) {
      if (volume != null && volume.isDeclared()) {
        checks.fault(
            part + ".volume.handles",
            null,
            "is required with source ebs; set one volume id per pod, or add aws to layers, which"
                + " then declares the volumes");
      }
    }

    private void checkIgnition(Checks checks) {
      boolean instances = layers.contains(Layer.AWS) && mode() == NodeMode.INSTANCES;
      if (instances && ignition == null) {
        checks.fault("ignition", null, "is required with aws.nodes.mode instances");
      }
      if (ignition != null && !isPointer(ignition)) {
        checks.fault(
            "ignition",
            null,
            "must be a pointer Ignition config of specification 3, as in the cluster's Secret"
                + " worker-user-data-managed");
      }
    }

    private static boolean isPointer(String text) {
      try {
        JsonNode root = JSON.readTree(text);
        JsonNode merged = root.at("/ignition/config/merge");
        return root.at("/ignition/version").asText().startsWith("3.")
            && merged.isArray()
            && !merged.isEmpty();
      } catch (JsonProcessingException e) {
        return false;
      }
    }

    private void checkZones(Checks checks) {
      if (zones == null || aws.region() == null) {
        return;
      }
      for (int i = 0; i < zones.size(); i++) {
        checks.that(
            "zones[" + i + "]",
            zones.get(i),
            zone -> zone.startsWith(aws.region()),
            "is not in aws.region (" + aws.region() + "); change one of the two");
      }
      var network = aws.network();
      if (network != null && network.declaresVpc() && zones.size() > AwsNetworkConfig.MAX_ZONES) {
        checks.fault(
            "zones",
            zones,
            "has more than the eight zones that fit into a declared VPC; remove some, or set"
                + " aws.network.vpcId");
      }
      if (network == null || network.privateSubnets() == null || network.declaresVpc()) {
        return;
      }
      var given = new TreeSet<>(network.privateSubnets().keySet());
      if (!given.isEmpty() && !given.equals(new TreeSet<>(zones))) {
        checks.fault(
            "aws.network.privateSubnets",
            given,
            "does not match zones " + zones + "; set one subnet for each zone");
      }
    }
  }

  /** The Kafka version and the settings, which depend on the metadata mode. */
  record Metadata(MetadataMode mode, BrokersConfig brokers, QuorumConfig quorum) {
    void run(Checks checks) {
      checkVersion(checks);
      checkMembership(checks);
      checkSettings(checks);
    }

    private void checkMembership(Checks checks) {
      if (quorum == null) {
        return;
      }
      if (mode == MetadataMode.ZOOKEEPER && Boolean.TRUE.equals(quorum.allowControllerRemoval())) {
        checks.fault(
            "quorum.allowControllerRemoval", true, "applies only to metadata kraft; remove it");
      }
      if (quorum.membership() == null) {
        return;
      }
      if (mode == MetadataMode.ZOOKEEPER) {
        checks.fault(
            "quorum.membership", quorum.membership(), "applies only to metadata kraft; remove it");
      } else if (brokers != null) {
        checks.that(
            "quorum.membership",
            quorum.membership(),
            membership -> membership.runs(brokers.version()),
            "requires Kafka 4.2 or newer, in which a controller joins the quorum by itself; remove"
                + " it, or raise kafka.version");
      }
    }

    private void checkVersion(Checks checks) {
      if (brokers == null) {
        return;
      }
      if (MetadataMode.isTooOld(brokers.version())) {
        checks.fault(
            "kafka.version",
            brokers.version(),
            "is older than the supported versions; set 3.9.x, or 4.x with metadata kraft. Upgrade"
                + " an older cluster to 3.9 before you migrate it to this stack");
      } else if (mode != null) {
        checks.that(
            "kafka.version",
            brokers.version(),
            mode::runs,
            "is not supported with metadata "
                + mode.name().toLowerCase(Locale.ROOT)
                + ", which requires "
                + mode.versions()
                + "; change one of the two");
      }
    }

    private void checkSettings(Checks checks) {
      if (quorum == null || quorum.settings() == null) {
        return;
      }
      if (mode == MetadataMode.KRAFT) {
        checks.that(
            "quorum.settings",
            quorum.settings(),
            Map::isEmpty,
            "applies only to metadata zookeeper; move it to kafka.settings, which KRaft controllers"
                + " read");
      } else if (mode == MetadataMode.ZOOKEEPER && brokers != null && brokers.settings() != null) {
        SettingsChecks.sessionTimeout(checks, brokers.settings(), quorum.settings());
      }
    }
  }

  /** The web UI. */
  record Ui(UiConfig ui, List<Layer> layers, MetadataMode metadata, ProjectConfig project) {
    void run(Checks checks) {
      if (ui == null
          || ui.kind() == null
          || !ui.enabled()
          || layers == null
          || !layers.contains(Layer.OPENSHIFT)) {
        return;
      }
      if (ui.kind() == UiKind.CMAK && metadata == MetadataMode.KRAFT) {
        checks.fault(
            "ui.kind",
            "cmak",
            "requires ZooKeeper, in which CMAK discovers brokers and stores its state; set kafbat,"
                + " or metadata zookeeper");
      }
      if (ui.kind() == UiKind.CMAK && ui.images() != null && ui.images().cmak() == null) {
        checks.fault(
            "ui.images.cmak",
            null,
            "is required with ui.kind cmak, because no maintained image of CMAK exists; set an"
                + " image that you trust, by digest");
      }
      if (ui.host() == null) {
        checkHost(checks);
      }
    }

    private void checkHost(Checks checks) {
      if (ui.applicationDomain() == null) {
        checks.fault(
            "ui.applicationDomain",
            null,
            "is required for the host of the UI's Route; set it to the output of oc get"
                + " ingresses.config cluster --output jsonpath={.spec.domain}, or set ui.host, or"
                + " set ui.kind to none");
      } else if (project != null && UiConfig.label(project).length() > MAX_LABEL) {
        checks.fault(
            "ui.host",
            null,
            "is required, because the default label "
                + UiConfig.label(project)
                + " exceeds the 63 characters of a DNS label; set it");
      }
    }
  }
}
