package dev.openshiftkafka.faults;

import dev.openshiftkafka.e2e.Pods;
import dev.openshiftkafka.e2e.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Nodes are drained one after the other, as for an update of their operating systems.
 *
 * <p>Each node is uncordoned after its drain, and the next drain starts at once: only the
 * PodDisruptionBudgets prevent the eviction of a broker while another one is catching up.
 */
final class DrainedNodes implements OrderlyStop {
  private final boolean all;

  DrainedNodes(boolean all) {
    this.all = all;
  }

  @Override
  public String name() {
    return all ? "drain-all" : "drain";
  }

  @Override
  public String title() {
    return all ? "all nodes drained, one after the other" : "node drained";
  }

  @Override
  public void inject(FaultContext context) {
    List<String> zones = all ? List.of("a", "b", "c") : List.of(context.anyOtherZone());
    for (String zone : zones) {
      String node = "node-" + zone;
      try {
        Shell.run(
            Duration.ofMinutes(6),
            Map.of(),
            "kubectl",
            "drain",
            node,
            "--ignore-daemonsets",
            "--delete-emptydir-data",
            "--pod-selector=app.kubernetes.io/name!=kafka-client",
            "--timeout=300s");
      } finally {
        Shell.kubectl("uncordon", node);
      }
    }
    Pods.awaitReady(KafkaPod.quorumNode(context.mode(), 0).set());
    Pods.awaitReady(KafkaPod.broker(0).set());
  }
}
