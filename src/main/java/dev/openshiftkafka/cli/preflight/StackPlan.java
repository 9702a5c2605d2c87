package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Json.Quantities;
import dev.openshiftkafka.cli.runtime.StackFiles;
import dev.openshiftkafka.config.BrokersConfig;
import dev.openshiftkafka.config.ImagesConfig;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.NodeMode;
import dev.openshiftkafka.config.QuorumConfig;
import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.config.ScrapeMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiKind;
import dev.openshiftkafka.config.UiLogin;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.config.VolumeSource;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.config.reader.StackFile;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.NodeSetPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a stack needs from its cluster and its AWS account, derived from its configuration. */
final class StackPlan {

  /** A valid pointer ignition in place of the encrypted one, whose content no check needs. */
  private static final String IGNITION =
      "{\"ignition\":{\"version\":\"3.4.0\",\"config\":{\"merge\":[{\"source\":\"unknown\"}]}}}";

  private final String stack;
  private final StackConfig config;
  private final List<AccessRule> rules;

  /**
   * Creates the plan of a stack.
   *
   * @param stack name of the stack
   * @param roles the deployer's roles, as the stack renders them
   */
  StackPlan(String stack, StackConfig config, List<Map<String, Object>> roles) {
    this.stack = stack;
    this.config = config;
    this.rules = AccessRule.of(roles);
  }

  /**
   * Reads a stack file without its secrets, which only the Pulumi engine can decrypt.
   *
   * @throws dev.openshiftkafka.config.InvalidConfigException when the configuration is invalid
   * @throws IOException when the file cannot be read
   */
  static StackConfig readConfig(String stack, Path file) throws IOException {
    return readConfig(stack, StackFile.values(file));
  }

  /** Reads a configuration from its full keys and their texts. */
  static StackConfig readConfig(String stack, Map<String, String> given) {
    var values = new HashMap<>(given);
    if (values.getOrDefault(StackFiles.PULUMI_PROJECT + ":aws", "").contains("\"nodes\"")) {
      values.put(StackFiles.PULUMI_PROJECT + ":ignition", IGNITION);
    }
    if (values.getOrDefault(StackFiles.PULUMI_PROJECT + ":ui", "").contains("oidc")) {
      values.put(StackFiles.PULUMI_PROJECT + ":oidcClientSecret", "unknown");
    }
    return new ConfigSource(StackFiles.PULUMI_PROJECT, stack, values).read();
  }

  String stack() {
    return stack;
  }

  StackConfig config() {
    return config;
  }

  String project() {
    return config.project().name();
  }

  /** Returns the rules of the deployer's roles. */
  List<AccessRule> rules() {
    return rules;
  }

  List<String> zones() {
    return config.zones();
  }

  /** Whether the stack declares nodes, which do not exist before the first update. */
  boolean declaresNodes() {
    return config.has(Layer.AWS) && config.aws().nodes().mode() != NodeMode.EXISTING;
  }

  boolean usesMachineSets() {
    return declaresNodes() && config.aws().nodes().mode() == NodeMode.MACHINESETS;
  }

  /** Whether pods have volumes of the EBS CSI driver. */
  boolean usesEbsDriver() {
    return NodeSetPlan.of(config).stream()
        .anyMatch(set -> set.volume().source() != VolumeSource.LOCAL);
  }

  /** Whether the stack has BuildConfigs. */
  boolean buildsImages() {
    return declares("build.openshift.io", "buildconfigs");
  }

  /** Whether pods pull images from OpenShift's internal registry. */
  boolean pullsFromInternalRegistry() {
    return buildsImages() || images().stream().anyMatch(ImagesConfig::isInternal);
  }

  /** Whether users log in to the web UI with OpenShift's OAuth server. */
  boolean usesOpenShiftLogin() {
    return config.ui().enabled() && config.ui().login() == UiLogin.OPENSHIFT;
  }

  boolean usesPodMonitors() {
    return config.monitoring().scrape() == ScrapeMode.POD_MONITOR;
  }

  /** Whether the stack declares an object of a kind. */
  boolean declares(String group, String resource) {
    return rules.stream()
        .anyMatch(rule -> rule.group().equals(group) && rule.resource().equals(resource));
  }

  /**
   * ZooKeeper servers or KRaft controllers.
   *
   * @param set name of the StatefulSet
   * @param key key of the configuration
   */
  record Quorum(String set, String key, QuorumConfig config) {}

  /** Returns the quorums; two during a migration. */
  List<Quorum> quorums() {
    var quorums = new ArrayList<Quorum>();
    quorums.add(
        new Quorum(
            config.hasZooKeeper() ? Names.ZOOKEEPER : Names.CONTROLLERS,
            "quorum",
            config.quorum()));
    if (config.migration() != null) {
      quorums.add(new Quorum(Names.CONTROLLERS, "migration.controllers", config.controllers()));
    }
    return List.copyOf(quorums);
  }

  /** Returns the pods of brokers and quorum. */
  List<PlannedPod> pods() {
    var pods = new ArrayList<PlannedPod>();
    BrokersConfig kafka = config.kafka();
    for (int i = 0; i < kafka.brokers(); i++) {
      pods.add(pod(Names.BROKERS, i, kafka.resources(), true));
    }
    for (Quorum quorum : quorums()) {
      boolean kraft = quorum.set().equals(Names.CONTROLLERS);
      for (int i = 0; i < quorum.config().members(); i++) {
        pods.add(pod(quorum.set(), i, quorum.config().resources(), kraft));
      }
    }
    return pods;
  }

  private PlannedPod pod(String set, int ordinal, ResourcesConfig main, boolean readiness) {
    var containers = new ArrayList<>(List.of(main));
    if (config.exporter().enabled()) {
      containers.add(config.exporter().resources());
    }
    if (readiness) {
      containers.add(config.readiness().resources());
    }
    return new PlannedPod(
        Names.pod(set, ordinal),
        config.zoneOf(ordinal),
        containers.stream().mapToLong(c -> Quantities.millis(c.cpu())).sum(),
        containers.stream().mapToLong(c -> Quantities.whole(c.memory())).sum());
  }

  /** Returns the EBS volumes that the AWS layer declares or references, not those of the driver. */
  List<PlannedVolume> ebsVolumes() {
    var volumes = new ArrayList<PlannedVolume>();
    addVolumes(volumes, Names.BROKERS, "kafka", config.kafka().brokers(), config.kafka().volume());
    for (Quorum quorum : quorums()) {
      QuorumConfig members = quorum.config();
      addVolumes(volumes, quorum.set(), quorum.key(), members.members(), members.volume());
    }
    return volumes;
  }

  private void addVolumes(
      List<PlannedVolume> volumes, String set, String part, int pods, VolumeConfig volume) {
    if (volume.source() != VolumeSource.EBS) {
      return;
    }
    boolean named = !volume.handles().isEmpty();
    List<String> ids = named ? volume.handles() : volume.adopt();
    IntStream.range(0, pods)
        .mapToObj(
            i ->
                new PlannedVolume(
                    Names.pod(set, i),
                    config.zoneOf(i),
                    ids.isEmpty()
                        ? ""
                        : part + ".volume." + (named ? "handles" : "adopt") + "[" + i + "]",
                    ids.isEmpty() ? "" : ids.get(i),
                    volume))
        .forEach(volumes::add);
  }

  /** Returns the names of the declared StorageClasses. */
  Set<String> storageClasses() {
    return named("storage.k8s.io", "storageclasses");
  }

  /** Returns the names of the declared objects of a kind. */
  Set<String> named(String group, String resource) {
    var names = new LinkedHashSet<String>();
    rules.stream()
        .filter(rule -> rule.isDeclared())
        .filter(rule -> rule.group().equals(group) && rule.resource().equals(resource))
        .forEach(rule -> names.addAll(rule.names()));
    return names;
  }

  /** Returns the references of all images from registries outside the cluster. */
  Set<String> images() {
    var images = new LinkedHashSet<String>();
    String registry = config.images().registry() + "/";
    images.add(config.images().kafka(config.kafka().version()));
    if (config.kafka().tieredStorage() != null && config.kafka().tieredStorage().image() != null) {
      images.add(config.kafka().tieredStorage().image());
    }
    if (config.monitoring().lag().enabled()) {
      String full = config.monitoring().lag().fullImage();
      images.add(full == null ? registry + config.monitoring().lag().image() : full);
    }
    if (config.client().enabled()) {
      String given = config.client().image();
      images.add(given == null ? registry + config.client().baseImage() : given);
    }
    if (config.ui().enabled()) {
      var ui = config.ui().images();
      images.add(config.ui().kind() == UiKind.CMAK ? ui.cmak() : ui.kafbat());
      images.add(config.ui().proxyImage());
    }
    return images;
  }

  /**
   * A pod of a broker, controller or ZooKeeper server.
   *
   * @param name name of the pod
   * @param zone zone of the pod
   * @param cpuMillis CPU request of all containers, in thousandths of a core
   * @param memoryBytes memory request of all containers, in bytes
   */
  record PlannedPod(String name, String zone, long cpuMillis, long memoryBytes) {}

  /**
   * The EBS volume of a pod.
   *
   * @param pod name of the pod
   * @param zone zone of the pod and the volume
   * @param key configuration key of its id; empty when the stack creates the volume
   * @param id id of the volume; empty when the stack creates it
   * @param config size and type
   */
  record PlannedVolume(String pod, String zone, String key, String id, VolumeConfig config) {
    boolean exists() {
      return !id.isEmpty();
    }
  }

  /**
   * An RBAC rule of the deployer for one resource.
   *
   * @param role kind and name of the role
   * @param namespace namespace of the role; empty for a ClusterRole
   * @param group API group; empty for the core group
   * @param resource plural name, with a subresource after a slash
   * @param verbs allowed verbs
   * @param names {@code resourceNames}; empty for all objects
   */
  record AccessRule(
      String role,
      String namespace,
      String group,
      String resource,
      List<String> verbs,
      List<String> names) {

    /** Returns the rules of rendered roles. */
    static List<AccessRule> of(List<Map<String, Object>> roles) {
      var all = new ArrayList<AccessRule>();
      for (Map<String, Object> role : roles) {
        Map<?, ?> metadata = (Map<?, ?>) role.getOrDefault("metadata", Map.of());
        String name = role.get("kind") + " " + metadata.get("name");
        Object namespace = metadata.get("namespace");
        for (Object rule : (List<?>) role.getOrDefault("rules", List.of())) {
          Map<?, ?> fields = (Map<?, ?>) rule;
          for (String group : texts(fields.get("apiGroups"))) {
            for (String resource : texts(fields.get("resources"))) {
              all.add(
                  new AccessRule(
                      name,
                      namespace == null ? "" : namespace.toString(),
                      group,
                      resource,
                      texts(fields.get("verbs")),
                      texts(fields.get("resourceNames"))));
            }
          }
        }
      }
      return List.copyOf(all);
    }

    private static List<String> texts(@Nullable Object list) {
      return list == null ? List.of() : ((List<?>) list).stream().map(String::valueOf).toList();
    }

    /** Whether the rule is for objects that the stack declares: it names them and may delete. */
    boolean isDeclared() {
      return !names.isEmpty() && verbs.contains("delete");
    }

    /** Returns resource and group in kubectl's notation, such as routes.route.openshift.io. */
    String kind() {
      return group.isEmpty() ? resource : resource + "." + group;
    }
  }
}
