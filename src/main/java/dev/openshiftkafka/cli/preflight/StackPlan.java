package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Json.Amounts;
import dev.openshiftkafka.config.BrokersConfig;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.NodeMode;
import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.config.ScrapeMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UiKind;
import dev.openshiftkafka.config.VolumeConfig;
import dev.openshiftkafka.config.VolumeSource;
import dev.openshiftkafka.kubernetes.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What a stack declares, as far as it needs something of its surroundings. */
final class StackPlan {
  private final String stack;
  private final StackConfig config;
  private final List<AccessRule> rules;

  /**
   * Makes the plan of a stack.
   *
   * @param stack name of the stack
   * @param roles the deployer's roles, as the stack renders them
   */
  StackPlan(String stack, StackConfig config, List<Map<String, Object>> roles) {
    this.stack = stack;
    this.config = config;
    this.rules = AccessRule.of(roles);
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

  /** The deployer's rights. */
  List<AccessRule> rules() {
    return rules;
  }

  List<String> zones() {
    return config.zones();
  }

  /** Whether the stack declares nodes, which are then not there before the first update. */
  boolean declaresNodes() {
    return config.has(Layer.AWS);
  }

  boolean usesMachineSets() {
    return declaresNodes() && config.aws().nodes().mode() == NodeMode.MACHINESETS;
  }

  /** Whether pods have volumes that only the EBS driver can attach. */
  boolean usesEbsDriver() {
    return List.of(config.kafka().volume(), config.quorum().volume()).stream()
        .anyMatch(volume -> volume.source() != VolumeSource.LOCAL);
  }

  /** Whether the cluster builds images of the stack. */
  boolean buildsImages() {
    return declares("build.openshift.io", "buildconfigs");
  }

  boolean usesPodMonitors() {
    return config.monitoring().scrape() == ScrapeMode.POD_MONITOR;
  }

  /** Whether the stack has an object of a kind. */
  boolean declares(String group, String resource) {
    return rules.stream()
        .anyMatch(rule -> rule.group().equals(group) && rule.resource().equals(resource));
  }

  private String quorum() {
    return config.metadata() == MetadataMode.ZOOKEEPER ? Names.ZOOKEEPER : Names.CONTROLLERS;
  }

  /** The brokers and the members of the quorum. */
  List<PlannedPod> pods() {
    var pods = new ArrayList<PlannedPod>();
    BrokersConfig kafka = config.kafka();
    for (int i = 0; i < kafka.brokers(); i++) {
      pods.add(pod(Names.BROKERS, i, kafka.resources(), true));
    }
    boolean kraft = config.metadata() == MetadataMode.KRAFT;
    for (int i = 0; i < config.quorum().members(); i++) {
      pods.add(pod(quorum(), i, config.quorum().resources(), kraft));
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
        containers.stream().mapToLong(c -> Amounts.millis(c.cpu())).sum(),
        containers.stream().mapToLong(c -> Amounts.whole(c.memory())).sum());
  }

  /** The EBS volumes that are named or declared by the AWS layer; not those of the driver. */
  List<PlannedVolume> ebsVolumes() {
    var volumes = new ArrayList<PlannedVolume>();
    addVolumes(volumes, Names.BROKERS, "kafka", config.kafka().brokers(), config.kafka().volume());
    addVolumes(volumes, quorum(), "quorum", config.quorum().members(), config.quorum().volume());
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

  /** Names of the StorageClasses that the stack declares. */
  Set<String> storageClasses() {
    return named("storage.k8s.io", "storageclasses");
  }

  /** Names of the declared objects of a kind. */
  Set<String> named(String group, String resource) {
    var names = new LinkedHashSet<String>();
    rules.stream()
        .filter(rule -> rule.isDeclared())
        .filter(rule -> rule.group().equals(group) && rule.resource().equals(resource))
        .forEach(rule -> names.addAll(rule.names()));
    return names;
  }

  /** References of all images that are pulled from outside the cluster. */
  Set<String> images() {
    var images = new LinkedHashSet<String>();
    String registry = config.images().registry() + "/";
    images.add(config.images().kafka(config.kafka().version()));
    if (config.monitoring().lag().enabled()) {
      String full = config.monitoring().lag().fullImage();
      images.add(full == null ? registry + config.monitoring().lag().image() : full);
    }
    if (config.exporter().enabled() && config.exporter().image() != null) {
      images.add(config.exporter().image());
    }
    if (config.client().enabled()) {
      String given = config.client().image();
      images.add(given == null ? registry + config.client().baseImage() : given);
    }
    if (config.ui().enabled()) {
      var ui = config.ui().images();
      images.add(config.ui().kind() == UiKind.CMAK ? ui.cmak() : ui.kafbat());
      images.add(ui.oauthProxy());
    }
    return images;
  }

  /**
   * A broker or a member of the quorum.
   *
   * @param name name of the pod
   * @param zone zone in which it must run
   * @param cpuMillis its CPU request, all containers together, in thousandths of a core
   * @param memoryBytes its memory request, all containers together
   */
  record PlannedPod(String name, String zone, long cpuMillis, long memoryBytes) {}

  /**
   * The EBS volume of one pod.
   *
   * @param pod name of the pod
   * @param zone zone of the pod, and so of the volume
   * @param key configuration key of its id; empty when it does not exist yet
   * @param id id of the volume; empty when it does not exist yet
   * @param config size and type
   */
  record PlannedVolume(String pod, String zone, String key, String id, VolumeConfig config) {
    boolean exists() {
      return !id.isEmpty();
    }
  }

  /**
   * One right of the deployer.
   *
   * @param role kind and name of the role that grants it
   * @param namespace project of the role, empty for a ClusterRole
   * @param group API group, empty for the core
   * @param resource plural name, with a subresource after a slash
   * @param verbs what is done with it
   * @param names the only objects that it is for; empty for all
   */
  record AccessRule(
      String role,
      String namespace,
      String group,
      String resource,
      List<String> verbs,
      List<String> names) {

    /** The rules of roles, as the stack renders them. */
    static List<AccessRule> of(List<Map<String, Object>> roles) {
      var all = new ArrayList<AccessRule>();
      for (Map<String, Object> role : roles) {
        Map<?, ?> metadata = (Map<?, ?>) role.get("metadata");
        String name = role.get("kind") + " " + metadata.get("name");
        Object namespace = metadata.get("namespace");
        for (Object rule : (List<?>) role.get("rules")) {
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

    private static List<String> texts(Object list) {
      return list == null ? List.of() : ((List<?>) list).stream().map(String::valueOf).toList();
    }

    /** Whether the stack declares the objects that the rule names, and deletes them at its end. */
    boolean isDeclared() {
      return !names.isEmpty() && verbs.contains("delete");
    }

    /** Resource and group, as `kubectl` writes them: routes.route.openshift.io. */
    String kind() {
      return group.isEmpty() ? resource : resource + "." + group;
    }
  }
}
