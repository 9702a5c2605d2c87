package dev.openshiftkafka.stack.openshift;

import com.pulumi.kubernetes.core.v1.Namespace;
import com.pulumi.kubernetes.core.v1.NamespaceArgs;
import com.pulumi.kubernetes.core.v1.NamespacePatch;
import com.pulumi.kubernetes.core.v1.NamespacePatchArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaPatchArgs;
import com.pulumi.kubernetes.rbac.v1.Role;
import com.pulumi.kubernetes.rbac.v1.RoleArgs;
import com.pulumi.kubernetes.rbac.v1.RoleBinding;
import com.pulumi.kubernetes.rbac.v1.RoleBindingArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.PolicyRuleArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.RoleRefArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.SubjectArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.ProjectConfig;
import dev.openshiftkafka.kubernetes.ApiResource;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Declares the OpenShift project, and what its pods may ask of their nodes. */
public final class Project extends ComponentResource {
  private static final String COMPONENT = "project";

  /** Role by which the service accounts of the pods use the SecurityContextConstraints. */
  static final String ROLE = "use-security-context-constraints";

  static final String RBAC = "rbac.authorization.k8s.io";

  private final ProjectConfig config;

  /**
   * Declares the project.
   *
   * @param serviceAccounts the accounts whose pods use the project's security context constraints
   */
  public Project(
      ProjectConfig config, List<String> serviceAccounts, ComponentResourceOptions options) {
    super("openshiftkafka:openshift:Project", config.name(), ResourceArgs.Empty, options);
    this.config = config;
    Resource namespace = config.create() ? namespace() : namespacePatch();
    if (config.securityContextConstraints()) {
      constraints(namespace, serviceAccounts);
    }
    this.registerOutputs(Map.of());
  }

  /** Adds its objects, for the rights of the deployer. */
  public static void addTo(ResourceInventory objects, ProjectConfig config) {
    var namespaces = ApiResource.inCluster("", "namespaces");
    if (config.create()) {
      objects.add(namespaces, config.name());
    } else {
      objects.addPatched(namespaces, config.name());
    }
    if (config.securityContextConstraints()) {
      objects
          .add(
              ApiResource.inCluster("security.openshift.io", "securitycontextconstraints"),
              Names.constraints(config))
          .add(ApiResource.inProject(RBAC, "roles"), ROLE)
          .add(ApiResource.inProject(RBAC, "rolebindings"), ROLE);
    }
  }

  private Resource namespace() {
    return new Namespace(
        config.name(),
        NamespaceArgs.builder()
            .metadata(
                ObjectMetaArgs.builder()
                    .name(config.name())
                    .labels(labels())
                    .annotations(annotations(config))
                    .build())
            .build(),
        child().build());
  }

  private Resource namespacePatch() {
    return new NamespacePatch(
        config.name(),
        NamespacePatchArgs.builder()
            .metadata(
                ObjectMetaPatchArgs.builder()
                    .name(config.name())
                    .labels(labels())
                    .annotations(annotations(config))
                    .build())
            .build(),
        child().build());
  }

  private void constraints(Resource namespace, List<String> serviceAccounts) {
    String constraints = Names.constraints(config);
    new SecurityContextConstraints(
        constraints,
        Labels.clusterMeta(constraints, COMPONENT),
        child().deleteBeforeReplace(true).build());
    var role =
        new Role(
            ROLE,
            RoleArgs.builder()
                .metadata(Labels.meta(config.name(), ROLE, COMPONENT))
                .rules(
                    PolicyRuleArgs.builder()
                        .apiGroups("security.openshift.io")
                        .resources("securitycontextconstraints")
                        .resourceNames(constraints)
                        .verbs("use")
                        .build())
                .build(),
            child().dependsOn(namespace).build());
    bind(role, serviceAccounts);
  }

  private void bind(Role role, List<String> serviceAccounts) {
    new RoleBinding(
        ROLE,
        RoleBindingArgs.builder()
            .metadata(Labels.meta(config.name(), ROLE, COMPONENT))
            .roleRef(RoleRefArgs.builder().apiGroup(RBAC).kind("Role").name(ROLE).build())
            .subjects(
                serviceAccounts.stream()
                    .map(
                        account ->
                            SubjectArgs.builder()
                                .kind("ServiceAccount")
                                .namespace(config.name())
                                .name(account)
                                .build())
                    .toList())
            .build(),
        child().dependsOn(role).build());
  }

  private CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  /** Enforces the restricted Pod Security level for every pod of the project. */
  private static Map<String, String> labels() {
    var labels = new TreeMap<String, String>();
    for (String mode : new String[] {"enforce", "audit", "warn"}) {
      labels.put("pod-security.kubernetes.io/" + mode, "restricted");
    }
    // Otherwise OpenShift would overwrite these labels according to the service accounts.
    labels.put("security.openshift.io/scc.podSecurityLabelSync", "false");
    labels.put("app.kubernetes.io/part-of", "openshift-kafka");
    return labels;
  }

  private static Map<String, String> annotations(ProjectConfig config) {
    return Map.of(
        "openshift.io/display-name", config.displayName(),
        "openshift.io/description", config.description());
  }
}
