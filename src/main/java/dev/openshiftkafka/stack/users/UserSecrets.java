package dev.openshiftkafka.stack.users;

import com.pulumi.core.Output;
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
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UserConfig;
import dev.openshiftkafka.kubernetes.Labels;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The Secrets of the users' applications, and the rights of the Job to them by name.
 *
 * <p>Kubernetes cannot limit the right to create Secrets to names. The stack therefore creates them
 * empty, and the Job fills them.
 *
 * <p>Pulumi does not delete Secrets: before a deletion its plugin lists all Secrets of the
 * namespace, and the deployer must not have the right to read those of the application. Each Secret
 * belongs to its Role, and Kubernetes deletes it after the Role.
 */
final class UserSecrets {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String COMPONENT = "users";
  private static final String TYPE = "servicebinding.io/kafka";

  private final StackConfig config;
  private final String project;

  UserSecrets(StackConfig config) {
    this.config = config;
    this.project = config.project().name();
  }

  /** Adds all objects. */
  void addTo(ResourceInventory inventory) {
    config.users().declared().forEach(user -> addUser(inventory, user));
    if (UserNames.hasPasswords(config)) {
      addRole(inventory, project, UserNames.JOB);
      inventory.add(ApiResource.inProject("", "secrets"), UserNames.JOB);
    }
    if (!UserNames.certificates(config).isEmpty()) {
      addRole(inventory, project, UserNames.CERTIFICATES);
    }
  }

  private void addUser(ResourceInventory inventory, UserConfig user) {
    String namespace = user.namespaceOr(project);
    String name = UserNames.secret(config, user);
    addRole(inventory, namespace, name);
    inventory.add(resource("", "secrets", namespace), name);
  }

  private void addRole(ResourceInventory inventory, String namespace, String name) {
    inventory
        .add(resource(RBAC, "roles", namespace), name)
        .add(resource(RBAC, "rolebindings", namespace), name);
  }

  private ApiResource resource(String group, String kind, String namespace) {
    return namespace.equals(project)
        ? ApiResource.inProject(group, kind)
        : ApiResource.inNamespace(group, kind, namespace);
  }

  /** Declares the objects in the project. */
  List<Resource> declareInProject(OperandComponent component) {
    var declared = new ArrayList<>(declareUsers(component, project::equals));
    if (UserNames.hasPasswords(config)) {
      Role role = role(component, project, UserNames.JOB, List.of(UserNames.JOB), List.of("get"));
      declared.add(binding(component, project, UserNames.JOB, role));
      declared.add(passwords(component, role));
    }
    List<String> certificates = UserNames.certificates(config);
    if (!certificates.isEmpty()) {
      String name = UserNames.CERTIFICATES;
      Role role = role(component, project, name, certificates, List.of("get"));
      declared.add(binding(component, project, name, role));
    }
    return declared;
  }

  /** Declares the objects in the namespaces of applications. */
  List<Resource> declareOutsideProject(OperandComponent component) {
    return declareUsers(component, namespace -> !namespace.equals(project));
  }

  private List<Resource> declareUsers(OperandComponent component, Predicate<String> included) {
    var declared = new ArrayList<Resource>();
    for (UserConfig user : config.users().declared()) {
      String namespace = user.namespaceOr(project);
      if (included.test(namespace)) {
        String name = UserNames.secret(config, user);
        Role role = role(component, namespace, name, List.of(name), List.of("get", "patch"));
        declared.add(binding(component, namespace, name, role));
        declared.add(secret(component, namespace, name, role, SecretArgs.builder().type(TYPE)));
      }
    }
    return declared;
  }

  private Secret passwords(OperandComponent component, Role role) {
    var data = new TreeMap<String, String>();
    config
        .userPasswords()
        .forEach(
            (user, password) ->
                data.put(
                    user,
                    Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8))));
    return new Secret(
        UserNames.JOB,
        SecretArgs.builder()
            .metadata(owned(project, UserNames.JOB, role))
            .type("Opaque")
            .data(Output.ofSecret(data))
            .build(),
        component.child().retainOnDelete(true).build());
  }

  /** The Job writes the data, so a refresh must not copy it into the state. */
  private static Secret secret(
      OperandComponent component,
      String namespace,
      String name,
      Role owner,
      SecretArgs.Builder args) {
    return new Secret(
        name,
        args.metadata(owned(namespace, name, owner)).build(),
        component.child().retainOnDelete(true).ignoreChanges("data").build());
  }

  private static ObjectMetaArgs owned(String namespace, String name, Role owner) {
    return ObjectMetaArgs.builder()
        .namespace(namespace)
        .name(name)
        .labels(Labels.of(COMPONENT))
        .ownerReferences(
            OwnerReferenceArgs.builder()
                .apiVersion(RBAC + "/v1")
                .kind("Role")
                .name(name)
                .uid(owner.metadata().applyValue(meta -> meta.uid().orElse("")))
                .build())
        .build();
  }

  private static Role role(
      OperandComponent component,
      String namespace,
      String name,
      List<String> secrets,
      List<String> verbs) {
    return new Role(
        name,
        RoleArgs.builder()
            .metadata(Labels.meta(namespace, name, COMPONENT))
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

  private RoleBinding binding(
      OperandComponent component, String namespace, String name, Role role) {
    return new RoleBinding(
        name,
        RoleBindingArgs.builder()
            .metadata(Labels.meta(namespace, name, COMPONENT))
            .roleRef(RoleRefArgs.builder().apiGroup(RBAC).kind("Role").name(name).build())
            .subjects(
                SubjectArgs.builder()
                    .kind("ServiceAccount")
                    .namespace(project)
                    .name(UserNames.JOB)
                    .build())
            .build(),
        component.child().dependsOn(role).build());
  }
}
