package dev.openshiftkafka.e2e;

import dev.openshiftkafka.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * A service account of the stacks' project with only the roles that a stack renders.
 *
 * @param name name of the account, and of the bindings of its roles
 */
record ClusterAccount(String name) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Its kubeconfig, with a token. */
  Path kubeconfig() {
    return Path.of("target/e2e", name + ".kubeconfig").toAbsolutePath();
  }

  /** Creates the account and its roles, and binds them, as an administrator would. */
  void create(String roles) throws IOException {
    Shell.kubectl("create", "serviceaccount", name, "-n", LocalStack.NAMESPACE);
    Path file = Path.of("target/e2e", name + "-rights.yaml");
    Files.writeString(file, roles);
    Shell.kubectl("apply", "--server-side", "--validate=strict", "-f", file.toString());
    String account = "--serviceaccount=" + LocalStack.NAMESPACE + ":" + name;
    for (Role role : roles(roles)) {
      if (role.namespace() == null) {
        Shell.kubectl(
            "create", "clusterrolebinding", name, "--clusterrole=" + role.name(), account);
      } else {
        Shell.kubectl(
            "create",
            "rolebinding",
            name,
            "-n",
            role.namespace(),
            "--role=" + role.name(),
            account);
      }
    }
    writeKubeconfig();
  }

  /** Deletes what is not in a namespace; the namespaces are deleted with the rest. */
  void delete() throws IOException {
    Files.deleteIfExists(kubeconfig());
    String rights = Files.readString(Path.of("target/e2e", name + "-rights.yaml"));
    for (Role role : roles(rights)) {
      if (role.namespace() == null) {
        Shell.kubectl("delete", "clusterrolebinding", name);
        Shell.kubectl("delete", "clusterrole", role.name());
      }
    }
  }

  /** Whether it may do this. */
  boolean may(String verb, String resource, String... where) {
    var arguments = new ArrayList<>(List.of("auth", "can-i", verb, resource));
    arguments.addAll(List.of(where));
    return kubectl(arguments.toArray(String[]::new)).ok();
  }

  /** Runs kubectl as this account; it may fail. */
  Result kubectl(String... arguments) {
    var command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(arguments));
    return Shell.attempt(
        LIMIT, Map.of("KUBECONFIG", kubeconfig().toString()), command.toArray(String[]::new));
  }

  private record Role(String name, String namespace) {}

  private static List<Role> roles(String manifests) {
    var roles = new ArrayList<Role>();
    for (Object document : new Yaml().loadAll(manifests)) {
      var metadata = (Map<?, ?>) ((Map<?, ?>) document).get("metadata");
      roles.add(new Role((String) metadata.get("name"), (String) metadata.get("namespace")));
    }
    return roles;
  }

  /** Writes the cluster's kubeconfig with a token instead of the administrator's certificate. */
  private void writeKubeconfig() throws IOException {
    String token =
        Shell.kubectl("create", "token", name, "-n", LocalStack.NAMESPACE, "--duration=1h").strip();
    String admin = Shell.kubectl("config", "view", "--raw", "--flatten");
    String user = "users:\n- name: " + name + "\n  user:\n    token: " + token + "\n";
    Files.deleteIfExists(kubeconfig());
    Files.createFile(
        kubeconfig(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        kubeconfig(),
        admin
            .replaceAll("(?s)\nusers:.*", "\n" + user)
            .replaceAll("(?m)^( +)user: .*", "$1user: " + name));
  }
}
