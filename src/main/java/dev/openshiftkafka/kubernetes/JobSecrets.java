package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.Secret;
import com.pulumi.kubernetes.core.v1.SecretArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.meta.v1.inputs.OwnerReferenceArgs;
import com.pulumi.kubernetes.rbac.v1.Role;
import com.pulumi.kubernetes.rbac.v1.RoleArgs;
import com.pulumi.kubernetes.rbac.v1.RoleBinding;
import com.pulumi.kubernetes.rbac.v1.RoleBindingArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.PolicyRuleArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.RoleRefArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.SubjectArgs;
import dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource;
import java.util.List;

/**
 * Secrets that a Job fills, and its rights to them by name.
 *
 * <p>Kubernetes cannot limit the right to create Secrets to names. The stack therefore creates them
 * empty, and the Job fills them.
 *
 * <p>Pulumi does not delete Secrets: before a deletion its plugin lists all Secrets of the
 * namespace, and the deployer must not have the right to read those of the application. Each Secret
 * belongs to a Role, and Kubernetes deletes it after the Role.
 *
 * @param component component that contains them
 * @param label value of the label app.kubernetes.io/component
 * @param project namespace of the Job
 * @param account service account of the Job
 */
public record JobSecrets(OperandComponent component, String label, String project, String account) {
  private static final String RBAC = "rbac.authorization.k8s.io";

  /** Declares a Role for Secrets of its namespace. */
  public Role role(String namespace, String name, List<String> secrets, List<String> verbs) {
    return new Role(
        name,
        RoleArgs.builder()
            .metadata(Labels.meta(namespace, name, label))
            .rules(
                PolicyRuleArgs.builder()
                    .apiGroups("")
                    .resources("secrets")
                    .resourceNames(secrets)
                    .verbs(verbs)
                    .build())
            .build(),
        component.child().build());
  }

  /** Declares the binding of a Role to the service account of the Job. */
  public RoleBinding binding(String namespace, String name, Role role) {
    return new RoleBinding(
        name,
        RoleBindingArgs.builder()
            .metadata(Labels.meta(namespace, name, label))
            .roleRef(RoleRefArgs.builder().apiGroup(RBAC).kind("Role").name(name).build())
            .subjects(
                SubjectArgs.builder()
                    .kind("ServiceAccount")
                    .namespace(project)
                    .name(account)
                    .build())
            .build(),
        component.child().dependsOn(role).build());
  }

  /**
   * Declares an empty Secret. The Job writes the data, so a refresh must not copy it into the
   * state.
   *
   * @param role name of the Role that owns it
   */
  public Secret empty(String namespace, String name, String type, Role owner, String role) {
    return new Secret(
        name,
        SecretArgs.builder().type(type).metadata(owned(namespace, name, owner, role)).build(),
        component.child().retainOnDelete(true).ignoreChanges("data").build());
  }

  /** Metadata of a Secret that a Role owns. */
  public ObjectMetaArgs owned(String namespace, String name, Role owner, String role) {
    return ObjectMetaArgs.builder()
        .namespace(namespace)
        .name(name)
        .labels(Labels.of(label))
        .ownerReferences(
            OwnerReferenceArgs.builder()
                .apiVersion(RBAC + "/v1")
                .kind("Role")
                .name(role)
                .uid(owner.metadata().applyValue(meta -> meta.uid().orElse("")))
                .build())
        .build();
  }

  /** Adds a Role and its binding. */
  public static void addRole(
      ResourceInventory inventory, String project, String namespace, String name) {
    inventory
        .add(resource(RBAC, "roles", project, namespace), name)
        .add(resource(RBAC, "rolebindings", project, namespace), name);
  }

  /** Adds a Secret. */
  public static void addSecret(
      ResourceInventory inventory, String project, String namespace, String name) {
    inventory.add(resource("", "secrets", project, namespace), name);
  }

  private static ApiResource resource(String group, String kind, String project, String namespace) {
    return namespace.equals(project)
        ? ApiResource.inProject(group, kind)
        : ApiResource.inNamespace(group, kind, namespace);
  }
}
