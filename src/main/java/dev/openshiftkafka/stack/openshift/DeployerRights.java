package dev.openshiftkafka.stack.openshift;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ApiResource;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Renders the Role and the ClusterRole that suffice to run {@code pulumi up} and {@code pulumi
 * destroy} of a stack, in place of a cluster-admin.
 */
public final class DeployerRights {
  private static final String NAME = "kafka-deployer";
  private static final List<String> ANY_NAME = List.of("create", "list", "watch");
  private static final List<String> BY_NAME = List.of("get", "patch", "delete");
  private static final List<String> READ = List.of("get", "list", "watch");

  private DeployerRights() {}

  /** All roles as YAML documents, to be applied once by an administrator. */
  public static String manifests(StackConfig config, ResourceInventory objects) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndent(4);
    // An administrator reviews this: no references from one rule to another.
    options.setDereferenceAliases(true);
    return new Yaml(options).dumpAll(roles(config, objects).iterator());
  }

  /** All roles as objects of the API: apiVersion, kind, metadata and rules. */
  public static List<Map<String, Object>> roles(StackConfig config, ResourceInventory objects) {
    String project = config.project().name();
    var roles = new ArrayList<Map<String, Object>>();
    roles.add(role("ClusterRole", Map.of("name", project + "-" + NAME), inCluster(objects)));
    roles.add(role("Role", in(project), inProject(config, objects)));
    objects.byResource().keySet().stream()
        .filter(resource -> resource.namespaced() && !resource.place().equals(ApiResource.PROJECT))
        .map(ApiResource::place)
        .distinct()
        .forEach(place -> roles.add(role("Role", in(place), rules(objects, place))));
    return List.copyOf(roles);
  }

  private static Map<String, Object> in(String namespace) {
    return ordered("name", NAME, "namespace", namespace);
  }

  private static Map<String, Object> role(String kind, Object metadata, List<?> rules) {
    return ordered(
        "apiVersion",
        "rbac.authorization.k8s.io/v1",
        "kind",
        kind,
        "metadata",
        metadata,
        "rules",
        rules);
  }

  private static List<Map<String, Object>> inCluster(ResourceInventory objects) {
    var rules = new ArrayList<>(rules(objects, ApiResource.CLUSTER));
    objects
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

  /** Kubernetes lets nobody grant a right that he lacks, hence the use of the constraints. */
  private static List<Map<String, Object>> inProject(
      StackConfig config, ResourceInventory objects) {
    var rules = new ArrayList<>(rules(objects, ApiResource.PROJECT));
    rules.add(rule("", List.of("pods", "events", "endpoints"), READ));
    rules.add(rule("", List.of("pods/log"), List.of("get")));
    rules.add(rule("discovery.k8s.io", List.of("endpointslices"), READ));
    if (objects.declares("deployments")) {
      rules.add(rule("apps", List.of("replicasets"), READ));
    }
    if (objects.declares("buildconfigs")) {
      // OpenShift asks who may use a way of building, apart from who may make a BuildConfig.
      rules.add(rule("build.openshift.io", List.of("builds/docker"), List.of("create")));
    }
    if (objects.declares("routes")) {
      // OpenShift asks who may choose a Route's host, apart from who may make a Route.
      rules.add(rule("route.openshift.io", List.of("routes/custom-host"), List.of("create")));
    }
    if (config.project().securityContextConstraints()) {
      var use =
          rule("security.openshift.io", List.of("securitycontextconstraints"), List.of("use"));
      use.put("resourceNames", List.of(Names.constraints(config.project())));
      rules.add(use);
      // A preview tries the RoleBinding by a dry run while the Role does not exist yet: the API
      // server can then not compare rights, and only accepts who may bind the Role by its name.
      var bind = rule(Project.RBAC, List.of("roles"), List.of("bind"));
      bind.put("resourceNames", List.of(Project.ROLE));
      rules.add(bind);
    }
    return rules;
  }

  private static List<Map<String, Object>> rules(ResourceInventory objects, String place) {
    var rules = new ArrayList<Map<String, Object>>();
    var byGroup =
        objects.byResource().keySet().stream()
            .filter(resource -> resource.place().equals(place))
            .collect(
                Collectors.groupingBy(ApiResource::group, LinkedHashMap::new, Collectors.toList()));
    byGroup.forEach(
        (group, resources) -> {
          rules.add(rule(group, resources.stream().map(ApiResource::resource).toList(), ANY_NAME));
          for (ApiResource resource : resources) {
            var named = rule(group, List.of(resource.resource()), BY_NAME);
            named.put("resourceNames", List.copyOf(objects.byResource().get(resource)));
            rules.add(named);
          }
        });
    return rules;
  }

  private static Map<String, Object> rule(
      String group, List<String> resources, List<String> verbs) {
    return ordered("apiGroups", List.of(group), "resources", resources, "verbs", verbs);
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
