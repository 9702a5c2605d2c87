package dev.openshiftkafka.stack.openshift;

import com.pulumi.core.Output;
import dev.openshiftkafka.config.NodeMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.DedicatedNodes;
import java.util.List;
import java.util.Optional;

/**
 * The command that approves the certificate signing requests (CSRs) of declared instances.
 *
 * <p>OpenShift approves the CSRs of a node only if a Machine exists for it
 * (openshift/cluster-machine-approver). A declared instance has none, so an administrator approves
 * two CSRs: first the kubelet's client certificate, then its serving certificate.
 */
public final class NodeApproval {
  /** The stack output with the command. */
  public static final String OUTPUT = "approveNodes";

  /** Requester of a new node's CSR: the account in the kubeconfig of the machine config server. */
  private static final String BOOTSTRAPPER =
      "system:serviceaccount:openshift-machine-config-operator:node-bootstrapper";

  private NodeApproval() {}

  /** The command for these nodes; empty when OpenShift approves the CSRs itself. */
  public static Optional<Output<String>> of(Output<List<String>> names, StackConfig config) {
    return config.aws().nodes().mode() == NodeMode.INSTANCES
        ? Optional.of(names.applyValue(given -> command(given, config.dedicatedNodes())))
        : Optional.empty();
  }

  /**
   * A shell command that approves the CSRs of these nodes only, until all are ready, and then sets
   * the label and taint of dedicated nodes.
   *
   * <p>A node name in a CSR proves nothing: the requester must be the account of the cluster's
   * ignition config, or the node itself.
   */
  static String command(List<String> names, boolean dedicated) {
    String nodes = String.join(" ", names);
    String wait =
        "until oc wait --for=condition=Ready --timeout=10s "
            + String.join(" ", names.stream().map(name -> "node/" + name).toList())
            + " 2>/dev/null; do\n";
    String approve =
        """
          oc get csr --output go-template='{{range .items}}{{if not .status.conditions}}\
        {{.metadata.name}} {{.spec.username}} {{.spec.request}}{{"\\n"}}{{end}}{{end}}' |
          while read -r csr user request; do
            node="$(printf %s "$request" | base64 --decode |
              openssl req -noout -subject -nameopt multiline | sed -n 's/^ *commonName *= system:node://p')"
            case "$user" in BOOTSTRAPPER | "system:node:$node") ;; *) continue ;; esac
            case " NODES " in *" $node "*) oc adm certificate approve "$csr" ;; esac
          done
          sleep 5
        done
        """
            .replace("BOOTSTRAPPER", BOOTSTRAPPER)
            .replace("NODES", nodes);
    String mark =
        "oc label node --overwrite %s %s=\noc adm taint node --overwrite %s %s=:%s\n"
            .formatted(nodes, DedicatedNodes.KEY, nodes, DedicatedNodes.KEY, DedicatedNodes.EFFECT);
    return dedicated ? wait + approve + mark : wait + approve;
  }

  /** The log message for the user whose {@code pulumi up} waits for pods on these nodes. */
  public static String explain(String command) {
    return "approveNodes: the app nodes join the cluster after you approve their certificate signing"
        + " requests; until then, pods stay unschedulable. Run in another terminal:\n"
        + command;
  }
}
