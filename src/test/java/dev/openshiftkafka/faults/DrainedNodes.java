package dev.openshiftkafka.faults;

import dev.openshiftkafka.e2e.Pods;
import dev.openshiftkafka.e2e.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Nodes are drained, one after the other, as for an update of their operating systems.
 *
 * <p>Each takes pods again as soon as it is drained, and the next is drained at once: only the
 * budgets can keep that from stopping a broker while another catches up.
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
  public void inject(Scene scene) {
    List<String> zones = all ? List.of("a", "b", "c") : List.of(scene.anyOtherZone());
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
    Pods.awaitReady(Member.ofQuorum(scene.mode(), 0).set());
    Pods.awaitReady(Member.broker(0).set());
  }
}
