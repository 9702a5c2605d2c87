package dev.openshiftkafka.stack.openshift;

import static dev.openshiftkafka.kubernetes.Json.object;

import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
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
    add(roles, "ClusterRole", Map.of("name", project + "-" + name), inCluster(inventory));
    add(roles, "Role", object("name", name, "namespace", project), inProject(config, inventory));
    inventory.byResource().keySet().stream()
        .filter(resource -> resource.namespaced() && !resource.isInProject())
        .map(ApiResource::place)
        .distinct()
        .forEach(
            place ->
                add(
                    roles,
                    "Role",
                    object("name", name, "namespace", place),
                    rules(inventory, place)));
    return List.copyOf(roles);
  }

  /**
   * Adds a role, unless it has no rules: of two stacks that share a project, only that of the
   * administrator has cluster-scoped rights.
   */
  private static void add(
      List<Map<String, Object>> roles, String kind, Object metadata, List<?> rules) {
    if (!rules.isEmpty()) {
      roles.add(role(kind, metadata, rules));
    }
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

  private static List<Map<String, Object>> inCluster(ResourceInventory inventory) {
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
      // A preview creates the RoleBinding in a dry run, when the Role does not exist yet. The API
      // server then cannot compare rights, and requires the verb bind on the Role.
      var bind = rule(Project.RBAC, List.of("roles"), List.of("bind"));
      bind.put("resourceNames", List.of(Project.ROLE));
      rules.add(bind);
    }
    return rules;
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
          rules.add(
              rule(group, resources.stream().map(ApiResource::resource).toList(), UNNAMED_VERBS));
          for (ApiResource resource : resources) {
            var named = rule(group, List.of(resource.resource()), NAMED_VERBS);
            named.put("resourceNames", List.copyOf(inventory.byResource().get(resource)));
            rules.add(named);
          }
        });
    return rules;
  }

  private static Map<String, Object> rule(
      String group, List<String> resources, List<String> verbs) {
    return object("apiGroups", List.of(group), "resources", resources, "verbs", verbs);
  }
}
