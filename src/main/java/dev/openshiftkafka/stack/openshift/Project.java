package dev.openshiftkafka.stack.openshift;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
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
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import dev.openshiftkafka.config.ProjectConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The OpenShift project, and the SecurityContextConstraints of its pods. */
public final class Project extends ComponentResource {
  private static final String COMPONENT = "project";

  /** Role that allows the service accounts to use the SecurityContextConstraints. */
  static final String ROLE = "use-security-context-constraints";

  static final String RBAC = "rbac.authorization.k8s.io";

  private final ProjectConfig config;

  /**
   * Declares the project.
   *
   * @param serviceAccounts service accounts whose pods use the project's SecurityContextConstraints
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

  /** Adds the objects of the project. */
  public static void addTo(ResourceInventory inventory, ProjectConfig config) {
    var namespaces = ApiResource.inCluster("", "namespaces");
    if (config.create()) {
      inventory.add(namespaces, config.name());
    } else {
      inventory.addPatched(namespaces, config.name());
    }
    if (config.securityContextConstraints()) {
      inventory
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

  /** Labels that enforce the restricted Pod Security level for every pod of the project. */
  private static Map<String, String> labels() {
    var labels = new TreeMap<String, String>();
    for (String mode : new String[] {"enforce", "audit", "warn"}) {
      labels.put("pod-security.kubernetes.io/" + mode, "restricted");
    }
    // Otherwise OpenShift overwrites these labels by what it derives from the service accounts.
    labels.put("security.openshift.io/scc.podSecurityLabelSync", "false");
    labels.put("app.kubernetes.io/part-of", "openshift-kafka");
    return labels;
  }

  private static Map<String, String> annotations(ProjectConfig config) {
    return Map.of(
        "openshift.io/display-name", config.displayName(),
        "openshift.io/description", config.description());
  }

  /**
   * SecurityContextConstraints, a kind that the Kubernetes SDK for Java lacks.
   *
   * <p>They grant no more than restricted-v2. In addition they require a read-only root file system
   * and reject volume types that this stack does not use.
   */
  private static final class SecurityContextConstraints extends CustomResource {
    private static final String API_VERSION = "security.openshift.io/v1";
    private static final String KIND = "SecurityContextConstraints";

    SecurityContextConstraints(
        String name, ObjectMetaArgs metadata, CustomResourceOptions options) {
      super("kubernetes:" + API_VERSION + ":" + KIND, name, new Args(metadata), options);
    }

    /**
     * This kind has its fields at the top level of the object, without a spec. The SDK reads them
     * by reflection.
     */
    @SuppressWarnings("UnusedVariable")
    private static final class Args extends ResourceArgs {
      @Import private final Output<String> apiVersion = Output.of(API_VERSION);
      @Import private final Output<String> kind = Output.of(KIND);
      @Import private final Output<ObjectMetaArgs> metadata;
      @Import private final Output<Boolean> allowHostDirVolumePlugin = Output.of(false);
      @Import private final Output<Boolean> allowHostIPC = Output.of(false);
      @Import private final Output<Boolean> allowHostNetwork = Output.of(false);
      @Import private final Output<Boolean> allowHostPID = Output.of(false);
      @Import private final Output<Boolean> allowHostPorts = Output.of(false);
      @Import private final Output<Boolean> allowPrivilegedContainer = Output.of(false);
      @Import private final Output<Boolean> allowPrivilegeEscalation = Output.of(false);
      @Import private final Output<Boolean> defaultAllowPrivilegeEscalation = Output.of(false);
      @Import private final Output<Boolean> readOnlyRootFilesystem = Output.of(true);
      @Import private final Output<List<String>> allowedCapabilities = Output.of(List.of());
      @Import private final Output<List<String>> defaultAddCapabilities = Output.of(List.of());

      @Import
      private final Output<List<String>> requiredDropCapabilities = Output.of(List.of("ALL"));

      /** Pods name the constraints that they require, so the priority has no effect. */
      @Import private final Output<Integer> priority = Output.of(0);

      @Import
      private final Output<Map<String, Object>> runAsUser =
          Output.of(Map.of("type", "MustRunAsRange"));

      @Import
      private final Output<Map<String, Object>> seLinuxContext =
          Output.of(Map.of("type", "MustRunAs"));

      @Import
      private final Output<Map<String, Object>> fsGroup = Output.of(Map.of("type", "MustRunAs"));

      @Import
      private final Output<Map<String, Object>> supplementalGroups =
          Output.of(Map.of("type", "RunAsAny"));

      @Import
      private final Output<List<String>> seccompProfiles = Output.of(List.of("runtime/default"));

      @Import
      private final Output<List<String>> volumes =
          Output.of(
              List.of("configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret"));

      /** Empty: the Role grants the verb {@code use}, in this project only. */
      @Import private final Output<List<String>> users = Output.of(List.of());

      @Import private final Output<List<String>> groups = Output.of(List.of());

      Args(ObjectMetaArgs metadata) {
        this.metadata = Output.of(metadata);
      }
    }
  }
}
