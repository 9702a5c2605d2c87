package dev.openshiftkafka.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A service account of the local cluster with only the roles that the stack renders. */
final class Deployer {
  private static final String NAME = "deployer";
  private static final String BINDING = "e2e-deployer";
  private static final Path KUBECONFIG = Path.of("target/e2e/deployer.kubeconfig").toAbsolutePath();

  /** The namespace of the OpenShift console's dashboards. */
  private static final String CONSOLE = "openshift-config-managed";

  private Deployer() {}

  /** Returns the stack, deployed by the service account. */
  static LocalStack deploys(LocalStack stack) {
    return stack
        .edit(Map.of("project/create", false, "dashboards/console", true))
        .with("KUBECONFIG", KUBECONFIG.toString());
  }

  /** Binds the roles, as an administrator would. */
  static void grantRights(LocalStack stack) throws IOException {
    Shell.kubectl("create", "namespace", LocalStack.NAMESPACE);
    Shell.kubectl("create", "namespace", CONSOLE);
    Shell.kubectl("create", "serviceaccount", NAME, "-n", LocalStack.NAMESPACE);
    Path rights = Path.of("target/e2e/deployer-rights.yaml");
    Files.writeString(rights, stack.deployerRights());
    Shell.kubectl("apply", "--server-side", "--validate=strict", "-f", rights.toString());
    String account = "--serviceaccount=" + LocalStack.NAMESPACE + ":" + NAME;
    Shell.kubectl(
        "create", "clusterrolebinding", BINDING, "--clusterrole=kafka-kafka-deployer", account);
    for (String namespace : List.of(LocalStack.NAMESPACE, CONSOLE)) {
      Shell.kubectl(
          "create", "rolebinding", BINDING, "-n", namespace, "--role=kafka-deployer", account);
    }
    writeKubeconfig();
  }

  static void withdrawRights() throws IOException {
    Files.deleteIfExists(KUBECONFIG);
    Shell.kubectl("delete", "clusterrolebinding", BINDING);
    Shell.kubectl("delete", "clusterrole", "kafka-kafka-deployer");
    Shell.kubectl("delete", "namespace", LocalStack.NAMESPACE, CONSOLE, "--wait=true");
  }

  /** Whether the service account may do this in the project. */
  static boolean may(String verb, String resource) {
    return Shell.attempt(
            Duration.ofMinutes(1),
            Map.of("KUBECONFIG", KUBECONFIG.toString()),
            "kubectl",
            "auth",
            "can-i",
            verb,
            resource,
            "-n",
            LocalStack.NAMESPACE)
        .ok();
  }

  /** Returns the names of its dashboards for the console. */
  static List<String> consoleDashboards() {
    return Shell.kubectl(
            "get",
            "configmaps",
            "-n",
            CONSOLE,
            "-l",
            "console.openshift.io/dashboard",
            "-o",
            "name")
        .lines()
        .toList();
  }

  /** Writes the cluster's kubeconfig with a token instead of the administrator's certificate. */
  private static void writeKubeconfig() throws IOException {
    String token =
        Shell.kubectl("create", "token", NAME, "-n", LocalStack.NAMESPACE, "--duration=1h").strip();
    String admin = Shell.kubectl("config", "view", "--raw", "--flatten");
    String user = "users:\n- name: " + NAME + "\n  user:\n    token: " + token + "\n";
    Files.deleteIfExists(KUBECONFIG);
    Files.createFile(
        KUBECONFIG,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        KUBECONFIG,
        admin
            .replaceAll("(?s)\nusers:.*", "\n" + user)
            .replaceAll("(?m)^( +)user: .*", "$1user: " + NAME));
  }
}
