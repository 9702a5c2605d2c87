package dev.openshiftkafka.guard;

import com.pulumi.exceptions.RunException;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Refuses an update while a broker or quorum member is down, or while OpenShift updates the nodes.
 *
 * <p>A StatefulSet restarts its pods one at a time, but does not count pods that are missing for
 * another reason: its roll could stop a second member, which stops writes with {@code acks=all} or
 * loses the quorum's majority.
 */
public final class DegradedUpdateGuard {
  private static final String REFUSAL =
      "\nallowDegradedUpdate: false refuses updates of a degraded cluster; wait until all are"
          + " ready, or set it to true for an update that repairs them";

  private final ClusterHealth health;

  /** Creates the guard with a source of the cluster's state. */
  public DegradedUpdateGuard(ClusterHealth health) {
    this.health = health;
  }

  /**
   * Checks the cluster before an update.
   *
   * @param deployed snapshot of the last update; empty before the first, which is never refused
   * @param preview whether this is a preview, which only warns
   * @return warnings
   * @throws RunException when the update is refused
   */
  public List<String> check(Map<String, String> deployed, StackConfig config, boolean preview) {
    if (deployed.isEmpty() || !config.has(Layer.OPENSHIFT)) {
      return List.of();
    }
    ClusterHealth.Report report = health.of(config);
    var warnings = new ArrayList<>(report.unknown());
    boolean allowed = config.allowDegradedUpdate();
    if (allowed) {
      warnings.add(
          "allowDegradedUpdate: true permits updates that restart pods while other members are"
              + " down; set it to false after the repair");
    }
    if (!report.faults().isEmpty()) {
      String text = text(report.faults());
      if (!preview && !allowed) {
        throw new RunException(text + REFUSAL);
      }
      warnings.add(allowed ? text : text + REFUSAL);
    }
    return List.copyOf(warnings);
  }

  private static String text(List<String> faults) {
    return "The cluster is degraded, and an update that restarts further pods can stop writes or"
        + " lose the quorum's majority:\n  "
        + String.join("\n  ", faults);
  }
}
