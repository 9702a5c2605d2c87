package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.AlertThresholdsConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.monitoring.Promql;
import java.util.List;

/**
 * Alerts on the volumes, as the kubelets measure them.
 *
 * <p>On OpenShift these metrics are in the platform's own Prometheus. A rule that may ask both has
 * no label openshift.io/prometheus-rule-evaluation-scope.
 */
final class DiskAlerts {
  /** Free space, in percent, with which no trend is needed for an alarm. */
  private static final int ALMOST_NONE = 5;

  private DiskAlerts() {}

  static AlertGroup of(StackConfig config) {
    AlertThresholdsConfig thresholds = config.alerts().thresholds();
    var promql = new Promql(config.project().name());
    String claims = "persistentvolumeclaim=~\"" + Names.CLAIM_TEMPLATE + "-.+\"";
    String available = promql.series("kubelet_volume_stats_available_bytes", claims);
    String free =
        "100 * min by (persistentvolumeclaim) ("
            + available
            + " / "
            + promql.series("kubelet_volume_stats_capacity_bytes", claims)
            + ")";
    String predicted =
        "min by (persistentvolumeclaim) (predict_linear("
            + available
            + "[1h], "
            + thresholds.diskFullHours() * 3600
            + "))";
    return new AlertGroup(
        "kafka-disks", List.of(low(thresholds, free), fullSoon(thresholds, free, predicted)));
  }

  private static Alert low(AlertThresholdsConfig thresholds, String free) {
    return new Alert(
        "KafkaDiskLow",
        Severity.WARNING,
        free + " < " + thresholds.diskFreePercent(),
        "10m",
        "A volume of Kafka has little space left",
        "Volume claim {{ $labels.persistentvolumeclaim }} has {{ printf \"%.1f\" $value }} %"
            + " of its space free; the threshold is "
            + thresholds.diskFreePercent()
            + " %.");
  }

  private static Alert fullSoon(AlertThresholdsConfig thresholds, String free, String predicted) {
    return new Alert(
        "KafkaDiskFullSoon",
        Severity.CRITICAL,
        free + " < 50 and " + predicted + " < 0 or " + free + " < " + ALMOST_NONE,
        "10m",
        "A volume of Kafka is about to be full",
        "Volume claim {{ $labels.persistentvolumeclaim }} has {{ printf \"%.1f\" $value }} %"
            + " of its space free. At the rate of the last hour it is full within "
            + thresholds.diskFullHours()
            + " h, or less than "
            + ALMOST_NONE
            + " % are left. A broker whose volume is full stops, and cannot start again.");
  }
}
