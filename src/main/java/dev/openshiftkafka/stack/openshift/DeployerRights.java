package dev.openshiftkafka.stack.openshift;

import static dev.openshiftkafka.kubernetes.Json.object;

import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.ApiServerHealth;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Renders the Role and the ClusterRole that are sufficient to run {@code pulumi up} and {@code
 * pulumi destroy} of a stack without cluster-admin.
 */
public final class DeployerRights {
  private static final String NAME = "kafka-deployer";
  private static final String ADMIN_NAME = "kafka-admin-deployer";
  private static final String SECRETS = "secrets";
  private static final List<String> UNNAMED_VERBS = List.of("create", "list", "watch");
  private static final List<String> NAMED_VERBS = List.of("get", "patch", "delete");
  private static final List<String> READ_VERBS = List.of("get", "list", "watch");

  private DeployerRights() {}

  /** All roles as YAML documents, which an administrator applies once. */
  public static String manifests(StackConfig config, ResourceInventory inventory) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndent(4);
    // Without anchors and aliases, because an administrator reviews the text.
    options.setDereferenceAliases(true);
    return new Yaml(options).dumpAll(roles(config, inventory).iterator());
  }

  /** All roles as objects of the API: apiVersion, kind, metadata and rules. */
  public static List<Map<String, Object>> roles(StackConfig config, ResourceInventory inventory) {
    String project = config.project().name();
    String name = name(config);
    var roles = new ArrayList<Map<String, Object>>();
    roles.add(
        role("ClusterRole", Map.of("name", project + "-" + name), inCluster(config, inventory)));
    roles.add(
        role("Role", object("name", name, "namespace", project), inProject(config, inventory)));
    inventory.byResource().keySet().stream()
        .filter(resource -> resource.namespaced() && !resource.isInProject())
        .map(ApiResource::place)
        .distinct()
        .forEach(
            place ->
                roles.add(
                    role(
                        "Role",
                        object("name", name, "namespace", place),
                        inNamespace(inventory, place))));
    // The administrator's stack of a project without cluster-scoped objects needs no ClusterRole.
    return roles.stream().filter(role -> !List.of().equals(role.get("rules"))).toList();
  }

  /** The name of the Roles; both stacks of a project can have theirs in it. */
  private static String name(StackConfig config) {
    return config.has(Layer.ADMIN) ? ADMIN_NAME : NAME;
  }

  private static Map<String, Object> role(String kind, Object metadata, List<?> rules) {
    return object(
        "apiVersion",
        "rbac.authorization.k8s.io/v1",
        "kind",
        kind,
        "metadata",
        metadata,
        "rules",
        rules);
  }

  private static List<Map<String, Object>> inCluster(
      StackConfig config, ResourceInventory inventory) {
    var rules = new ArrayList<>(rules(inventory, ApiResource.CLUSTER));
    inventory
        .patched()
        .forEach(
            (resource, names) -> {
              var patch =
                  rule(resource.group(), List.of(resource.resource()), List.of("get", "patch"));
              patch.put("resourceNames", List.copyOf(names));
              rules.add(patch);
            });
    if (config.has(Layer.OPENSHIFT)) {
      // An update is refused while OpenShift updates the workers.
      var pool = rule(ApiServerHealth.POOL_GROUP, List.of(ApiServerHealth.POOLS), List.of("get"));
      pool.put("resourceNames", List.of(ApiServerHealth.WORKER_POOL));
      rules.add(pool);
    }
    return rules;
  }

  /**
   * Includes the use of the SecurityContextConstraints: Kubernetes lets users grant only rights
   * that they have.
   */
  private static List<Map<String, Object>> inProject(
      StackConfig config, ResourceInventory inventory) {
    var rules = new ArrayList<>(rules(inventory, ApiResource.PROJECT));
    if (config.has(Layer.OPENSHIFT)) {
      rules.add(rule("", List.of("pods", "events", "endpoints"), READ_VERBS));
      rules.add(rule("", List.of("pods/log"), List.of("get")));
      rules.add(rule("discovery.k8s.io", List.of("endpointslices"), READ_VERBS));
    }
    if (inventory.declares("deployments")) {
      rules.add(rule("apps", List.of("replicasets"), READ_VERBS));
    }
    if (inventory.declares("buildconfigs")) {
      // OpenShift checks the right to a build strategy separately from the right to a BuildConfig.
      rules.add(rule("build.openshift.io", List.of("builds/docker"), List.of("create")));
    }
    if (inventory.declares("routes")) {
      // OpenShift checks the right to set a Route's host separately from the right to a Route.
      rules.add(rule("route.openshift.io", List.of("routes/custom-host"), List.of("create")));
    }
    if (inventory.declares("securitycontextconstraints")) {
      var use =
          rule("security.openshift.io", List.of("securitycontextconstraints"), List.of("use"));
      use.put("resourceNames", List.of(Names.constraints(config.project())));
      rules.add(use);
    }
    rules.addAll(bind(inventory, ApiResource.PROJECT));
    return rules;
  }

  private static List<Map<String, Object>> inNamespace(ResourceInventory inventory, String place) {
    var rules = rules(inventory, place);
    rules.addAll(bind(inventory, place));
    return rules;
  }

  /**
   * The right to bind the Roles that the stack declares.
   *
   * <p>A preview creates a RoleBinding in a dry run, when the Role does not exist yet. The API
   * server then cannot compare rights, and requires the verb bind on the Role.
   */
  private static List<Map<String, Object>> bind(ResourceInventory inventory, String place) {
    var names = inventory.byResource().get(new ApiResource(Project.RBAC, "roles", place));
    if (names == null) {
      return List.of();
    }
    var bind = rule(Project.RBAC, List.of("roles"), List.of("bind"));
    bind.put("resourceNames", List.copyOf(names));
    return List.of(bind);
  }

  private static List<Map<String, Object>> rules(ResourceInventory inventory, String place) {
    var rules = new ArrayList<Map<String, Object>>();
    var byGroup =
        inventory.byResource().keySet().stream()
            .filter(resource -> resource.place().equals(place))
            .collect(
                Collectors.groupingBy(ApiResource::group, LinkedHashMap::new, Collectors.toList()));
    byGroup.forEach(
        (group, resources) -> {
          addUnnamed(rules, group, resources.stream().map(ApiResource::resource).toList());
          for (ApiResource resource : resources) {
            var named = rule(group, List.of(resource.resource()), NAMED_VERBS);
            named.put("resourceNames", List.copyOf(inventory.byResource().get(resource)));
            rules.add(named);
          }
        });
    return rules;
  }

  /** Who may list Secrets can read all of them. The stack's own are only created without a name. */
  private static void addUnnamed(
      List<Map<String, Object>> rules, String group, List<String> resources) {
    var listed = resources.stream().filter(resource -> !resource.equals(SECRETS)).toList();
    if (!listed.isEmpty()) {
      rules.add(rule(group, listed, UNNAMED_VERBS));
    }
    if (resources.contains(SECRETS)) {
      rules.add(rule(group, List.of(SECRETS), List.of("create")));
    }
  }

  private static Map<String, Object> rule(
      String group, List<String> resources, List<String> verbs) {
    return object("apiGroups", List.of(group), "resources", resources, "verbs", verbs);
  }
}
