package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;

import dev.openshiftkafka.testing.TestJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zeroturnaround.exec.ProcessResult;

/** Simulates joining nodes as the API server sees them: certificate requests and Node objects. */
final class NodeRequests {
  static final String BOOTSTRAPPER =
      "system:serviceaccount:openshift-machine-config-operator:node-bootstrapper";
  static final String OTHER_USER = "other-user";
  static final String CLIENT = "kubernetes.io/kube-apiserver-client-kubelet";
  static final String SERVER = "kubernetes.io/kubelet-serving";

  private static final String REQUEST =
      """
      set -euo pipefail
      request="$(openssl req -new -newkey rsa:2048 -nodes -keyout /dev/null \
        -subj "/O=system:nodes/CN=system:node:$2" 2>/dev/null | base64 -w0)"
      usage="$([ "$4" = kubernetes.io/kubelet-serving ] && echo 'server auth' || echo 'client auth')"
      group="$([[ $3 == system:node:* ]] && echo system:nodes || echo system:unprivileged)"
      kubectl create --as "$3" --as-group "$group" --as-group system:authenticated -f - <<MANIFEST
      apiVersion: certificates.k8s.io/v1
      kind: CertificateSigningRequest
      metadata: {name: $1}
      spec: {request: $request, signerName: $4, usages: [digital signature, $usage]}
      MANIFEST
      """;

  private static final String RIGHT = "e2e-node-bootstrapper";

  private NodeRequests() {}

  /**
   * Grants certificate requests to the node bootstrapper, as OpenShift does, and to another user.
   */
  static void allow() {
    Shell.kubectl(
        "create",
        "clusterrolebinding",
        RIGHT,
        "--clusterrole=system:node-bootstrapper",
        "--user=" + BOOTSTRAPPER,
        "--user=" + OTHER_USER);
  }

  /** Creates a certificate request for a node, as a user. */
  static void ask(String request, String node, String user, String signer) {
    Shell.run(
        Duration.ofMinutes(1),
        Map.of(),
        "bash",
        "-c",
        REQUEST,
        "request",
        request,
        node,
        user,
        signer);
  }

  /** Returns the condition types of a request; empty while it is pending. */
  static String decision(String request) {
    return Shell.kubectl("get", "csr", request, "-o", "jsonpath={.status.conditions[*].type}");
  }

  static void awaitApproval(String request) {
    await().atMost(Duration.ofMinutes(1)).until(() -> decision(request).equals("Approved"));
  }

  /**
   * Creates client and then serving certificate requests of nodes while the command runs, and makes
   * the nodes Ready when it has approved all.
   */
  static ProcessResult joinWhile(String command, List<String> nodes) throws Exception {
    for (String node : nodes) {
      ask("client-" + node, node, BOOTSTRAPPER, CLIENT);
      register(node);
    }
    var approval =
        Shell.executor(
                Map.of("PATH", oc() + ":" + Shell.environment("PATH")),
                "bash",
                "-euo",
                "pipefail",
                "-c",
                command)
            .readOutput(true)
            .redirectErrorStream(true)
            .timeout(3, TimeUnit.MINUTES)
            .start();
    nodes.forEach(node -> awaitApproval("client-" + node));
    for (String node : nodes) {
      ask("server-" + node, node, "system:node:" + node, SERVER);
    }
    nodes.forEach(node -> awaitApproval("server-" + node));
    nodes.forEach(NodeRequests::becomeReady);
    return approval.getFuture().get(3, TimeUnit.MINUTES);
  }

  /** Returns the node names of a stack's instances, from its state. */
  static List<String> namesOf(LocalStack stack) {
    var names = new ArrayList<String>();
    TestJson.parse(stack.run("stack", "export"))
        .get("deployment")
        .get("resources")
        .forEach(
            resource -> {
              var outputs = resource.get("outputs");
              if (outputs != null && outputs.has("privateDns")) {
                names.add(outputs.get("privateDns").asText());
              }
            });
    return names;
  }

  /** Creates a Node as its kubelet registers it, not Ready. */
  static void register(String node) throws IOException {
    Path file = Path.of("target/e2e/node.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "apiVersion: v1\nkind: Node\nmetadata: {name: " + node + "}\n");
    Shell.kubectl("create", "-f", file.toString());
  }

  static void becomeReady(String node) {
    Shell.kubectl(
        "patch",
        "node",
        node,
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\",\"reason\":\"Test\"}]}}");
  }

  static void forget(List<String> nodes) {
    nodes.forEach(node -> Shell.kubectl("delete", "node", node, "--ignore-not-found"));
    Shell.kubectl("delete", "csr", "--all");
    Shell.kubectl("delete", "clusterrolebinding", RIGHT);
  }

  /**
   * Returns a folder with a command {@code oc} for PATH, which calls kubectl: {@code oc adm} has
   * the same code for certificates and taints.
   */
  static Path oc() throws IOException {
    Path folder = Path.of("target/e2e/oc").toAbsolutePath();
    Files.createDirectories(folder);
    Path command = folder.resolve("oc");
    Files.writeString(command, "#!/bin/sh\n[ \"$1\" != adm ] || shift\nexec kubectl \"$@\"\n");
    if (!command.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + command + " executable");
    }
    return folder;
  }
}
