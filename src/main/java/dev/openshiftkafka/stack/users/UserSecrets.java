package dev.openshiftkafka.stack.users;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.Secret;
import com.pulumi.kubernetes.core.v1.SecretArgs;
import com.pulumi.kubernetes.rbac.v1.Role;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UserConfig;
import dev.openshiftkafka.kubernetes.JobSecrets;
import dev.openshiftkafka.kubernetes.OperandComponent;
import dev.openshiftkafka.kubernetes.ResourceInventory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The Secrets of the users' applications, and the rights of the Job to them by name. */
final class UserSecrets {
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
      JobSecrets.addRole(inventory, project, project, UserNames.JOB);
      JobSecrets.addSecret(inventory, project, project, UserNames.JOB);
    }
    if (!UserNames.certificates(config).isEmpty()) {
      JobSecrets.addRole(inventory, project, project, UserNames.CERTIFICATES);
    }
  }

  private void addUser(ResourceInventory inventory, UserConfig user) {
    String namespace = user.namespaceOr(project);
    String name = UserNames.secret(config, user);
    JobSecrets.addRole(inventory, project, namespace, name);
    JobSecrets.addSecret(inventory, project, namespace, name);
  }

  private JobSecrets secrets(OperandComponent component) {
    return new JobSecrets(component, COMPONENT, project, UserNames.JOB);
  }

  /** Declares the objects in the project. */
  List<Resource> declareInProject(OperandComponent component) {
    JobSecrets secrets = secrets(component);
    var declared = new ArrayList<>(declareUsers(component, project::equals));
    if (UserNames.hasPasswords(config)) {
      String name = UserNames.JOB;
      Role role = secrets.role(project, name, List.of(name), List.of("get"));
      declared.add(secrets.binding(project, name, role));
      declared.add(passwords(component, secrets, role));
    }
    List<String> certificates = UserNames.certificates(config);
    if (!certificates.isEmpty()) {
      String name = UserNames.CERTIFICATES;
      Role role = secrets.role(project, name, certificates, List.of("get"));
      declared.add(secrets.binding(project, name, role));
    }
    return declared;
  }

  /** Declares the objects in the namespaces of applications. */
  List<Resource> declareOutsideProject(OperandComponent component) {
    return declareUsers(component, namespace -> !namespace.equals(project));
  }

  private List<Resource> declareUsers(OperandComponent component, Predicate<String> included) {
    JobSecrets secrets = secrets(component);
    var declared = new ArrayList<Resource>();
    for (UserConfig user : config.users().declared()) {
      String namespace = user.namespaceOr(project);
      if (included.test(namespace)) {
        String name = UserNames.secret(config, user);
        Role role = secrets.role(namespace, name, List.of(name), List.of("get", "patch"));
        declared.add(secrets.binding(namespace, name, role));
        declared.add(secrets.empty(namespace, name, TYPE, role, name));
      }
    }
    return declared;
  }

  private Secret passwords(OperandComponent component, JobSecrets secrets, Role role) {
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
            .metadata(secrets.owned(project, UserNames.JOB, role, UserNames.JOB))
            .type("Opaque")
            .data(Output.ofSecret(data))
            .build(),
        component.child().retainOnDelete(true).build());
  }
}
