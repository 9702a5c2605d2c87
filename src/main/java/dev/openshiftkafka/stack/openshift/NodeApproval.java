package dev.openshiftkafka.stack.openshift;

import com.pulumi.core.Output;
import dev.openshiftkafka.config.NodeMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.DedicatedNodes;
import java.util.List;
import java.util.Optional;

/**
 * The command that lets declared instances into the cluster.
 *
 * <p>OpenShift approves the first two certificate requests of a node by itself only when a Machine
 * stands behind it (openshift/cluster-machine-approver). An instance has none, so somebody approves
 * them: first that of its kubelet as a client, then that as a server.
 */
public final class NodeApproval {
  /** Output of the stack that has the command. */
  public static final String OUTPUT = "approveNodes";

  /** Who asks for a new node: the machine config server's kubeconfig is of this account. */
  private static final String BOOTSTRAPPER =
      "system:serviceaccount:openshift-machine-config-operator:node-bootstrapper";

  private NodeApproval() {}

  /** The command for nodes of these names; empty when OpenShift approves its own. */
  public static Optional<Output<String>> of(Output<List<String>> names, StackConfig config) {
    return config.aws().nodes().mode() == NodeMode.INSTANCES
        ? Optional.of(names.applyValue(given -> command(given, config.dedicatedNodes())))
        : Optional.empty();
  }

  /**
   * A shell command that approves the requests of these nodes and of no others, until all are
   * ready, and marks them when they are dedicated.
   *
   * <p>A name alone proves nothing: the request must come from the account that the cluster's
   * ignition carries, or from that very node.
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

  /** What to tell whoever runs {@code pulumi up}, while it waits for pods on these nodes. */
  public static String explain(String command) {
    return "The app nodes join the cluster when somebody approves their certificate requests; until"
        + " then, pods stay unschedulable. In another terminal run:\n"
        + command;
  }
}
