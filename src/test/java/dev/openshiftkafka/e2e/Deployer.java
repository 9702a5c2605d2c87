package dev.openshiftkafka.e2e;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A service account of the local cluster with only the roles that the stack renders. */
final class Deployer {
  private static final ClusterAccount ACCOUNT = new ClusterAccount("deployer");

  /** The namespace of the OpenShift console's dashboards. */
  private static final String CONSOLE = "openshift-config-managed";

  private Deployer() {}

  /** Returns the stack, deployed by the service account. */
  static LocalStack deploys(LocalStack stack) {
    return stack
        .edit(Map.of("project/create", false, "dashboards/console", true))
        .with("KUBECONFIG", ACCOUNT.kubeconfig().toString());
  }

  /** Binds the roles, as an administrator would. */
  static void grantRights(LocalStack stack) throws IOException {
    Shell.kubectl("create", "namespace", LocalStack.NAMESPACE);
    Shell.kubectl("create", "namespace", CONSOLE);
    ACCOUNT.create(stack.deployerRights());
  }

  static void withdrawRights() throws IOException {
    ACCOUNT.delete();
    Shell.kubectl("delete", "namespace", LocalStack.NAMESPACE, CONSOLE, "--wait=true");
  }

  /** Whether the service account may do this in the project. */
  static boolean may(String verb, String resource) {
    return ACCOUNT.may(verb, resource, "-n", LocalStack.NAMESPACE);
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
}
