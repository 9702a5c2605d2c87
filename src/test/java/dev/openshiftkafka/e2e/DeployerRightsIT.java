package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A whole life of the stack under a service account that has only the rights that it renders. */
@Needs(Capability.MACHINE)
@TestMethodOrder(OrderAnnotation.class)
class DeployerRightsIT {
  private static final String DEPLOYER = "deployer";
  private static final String ACCOUNT = LocalStack.NAMESPACE + ":" + DEPLOYER;
  private static final String BINDING = "e2e-deployer";
  private static final Path KUBECONFIG = Path.of("target/e2e/deployer.kubeconfig").toAbsolutePath();

  /** Where OpenShift's console looks for dashboards; every OpenShift has it. */
  private static final String CONSOLE = "openshift-config-managed";

  private static final LocalStack STACK =
      LocalStack.zooKeeper("e2e-deployer")
          .edit(
              Map.of(
                  "project/create",
                  false,
                  "topics/declared",
                  topics(3),
                  "dashboards/console",
                  true))
          .with("KUBECONFIG", KUBECONFIG.toString());

  /** What an administrator does, once. */
  @BeforeAll
  static void grantRights() throws IOException {
    LocalStack.emptyVolumes();
    Shell.kubectl("create", "namespace", LocalStack.NAMESPACE);
    Shell.kubectl("create", "namespace", CONSOLE);
    Shell.kubectl("create", "serviceaccount", DEPLOYER, "-n", LocalStack.NAMESPACE);
    Path rights = Path.of("target/e2e/deployer-rights.yaml");
    Files.writeString(rights, STACK.deployerRights());
    Shell.kubectl("apply", "--server-side", "--validate=strict", "-f", rights.toString());
    Shell.kubectl(
        "create",
        "clusterrolebinding",
        BINDING,
        "--clusterrole=kafka-kafka-deployer",
        "--serviceaccount=" + ACCOUNT);
    for (String namespace : List.of(LocalStack.NAMESPACE, CONSOLE)) {
      Shell.kubectl(
          "create",
          "rolebinding",
          BINDING,
          "-n",
          namespace,
          "--role=kafka-deployer",
          "--serviceaccount=" + ACCOUNT);
    }
    writeKubeconfig();
  }

  @AfterAll
  static void withdrawRights() throws IOException {
    Files.deleteIfExists(KUBECONFIG);
    Shell.kubectl("delete", "clusterrolebinding", BINDING);
    Shell.kubectl("delete", "clusterrole", "kafka-kafka-deployer");
    Shell.kubectl("delete", "namespace", LocalStack.NAMESPACE, CONSOLE, "--wait=true");
  }

  @Test
  @Order(1)
  void previewAndUpNeedNoMore() {
    STACK.run("preview", "--non-interactive");
    STACK.up();

    assertEquals(Cluster.inThreeZones("kafka-kafka"), Pods.zones("broker"));
    assertEquals(6, consoleDashboards().size(), consoleDashboards().toString());
  }

  @Test
  @Order(2)
  void rightsAreNarrow() {
    assertFalse(may("create", "pods"));
    assertFalse(may("get", "secrets"));
    assertFalse(may("delete", "statefulset/another"));
    assertFalse(may("delete", "namespace/" + LocalStack.NAMESPACE));
    assertFalse(may("create", "clusterrolebindings"));
  }

  @Test
  @Order(3)
  void anUpdateAndDestroyNeedNoMore() {
    STACK.edit(Map.of("project/displayName", "Another name", "topics/declared", topics(6))).up();
    STACK.destroy();

    assertEquals(List.of(), Cluster.objectsOfTheStack());
    assertEquals(List.of(), consoleDashboards());
    assertEquals(
        "namespace/" + LocalStack.NAMESPACE,
        Shell.kubectl("get", "namespace", LocalStack.NAMESPACE, "-o", "name").strip());
  }

  private static List<String> consoleDashboards() {
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

  private static List<Map<String, Object>> topics(int partitions) {
    return List.of(Map.of("name", "orders", "partitions", partitions));
  }

  private static boolean may(String verb, String resource) {
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

  /** The cluster's own kubeconfig, with the token in place of the administrator's certificate. */
  private static void writeKubeconfig() throws IOException {
    String token =
        Shell.kubectl("create", "token", DEPLOYER, "-n", LocalStack.NAMESPACE, "--duration=1h")
            .strip();
    String admin = Shell.kubectl("config", "view", "--raw", "--flatten");
    String user = "users:\n- name: " + DEPLOYER + "\n  user:\n    token: " + token + "\n";
    Files.deleteIfExists(KUBECONFIG);
    Files.createFile(
        KUBECONFIG,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        KUBECONFIG,
        admin
            .replaceAll("(?s)\nusers:.*", "\n" + user)
            .replaceAll("(?m)^( +)user: .*", "$1user: " + DEPLOYER));
  }
}
