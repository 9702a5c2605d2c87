package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.capacity.MonthlyCost;
import dev.openshiftkafka.capacity.model.VolumeThroughput;
import dev.openshiftkafka.config.AlertThresholdsConfig;
import dev.openshiftkafka.config.DiskGuardConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeSource;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.monitoring.Promql;
import dev.openshiftkafka.stack.monitoring.alerts.Alert.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Alerts on the volumes: free space, as the kubelets measure it, and burst credits.
 *
 * <p>On OpenShift the metrics of the kubelets are in the Prometheus of the platform. A rule that
 * may query both Prometheus servers must not have the label
 * openshift.io/prometheus-rule-evaluation-scope.
 */
final class VolumeAlerts {
  /** Free space in percent below which the alert does not depend on the trend. */
  private static final int CRITICAL_PERCENT = 5;

  private static final double MB = 1e6;

  /** The volumes of brokers and quorum. */
  private static final String ALL = claims(Names.CLAIM_TEMPLATE);

  private static final String BROKERS = claims(Names.CLAIM_TEMPLATE + "-" + Names.BROKERS);

  private VolumeAlerts() {}

  /** Alerts on free space. */
  static Alert.Group space(StackConfig config) {
    AlertThresholdsConfig thresholds = config.alerts().thresholds();
    String free = free(config, ALL);
    String predicted =
        "min by (persistentvolumeclaim) (predict_linear("
            + available(config, ALL)
            + "[1h], "
            + thresholds.diskFullHours() * 3600
            + "))";
    return new Alert.Group(
        "kafka-disks", List.of(low(thresholds, free), fullSoon(thresholds, free, predicted)));
  }

  private static String claims(String prefix) {
    return "persistentvolumeclaim=~\"" + prefix + "-.+\"";
  }

  private static String available(StackConfig config, String claims) {
    return new Promql(config.project().name())
        .series("kubelet_volume_stats_available_bytes", claims);
  }

  /** Free space of each volume, in percent. */
  private static String free(StackConfig config, String claims) {
    return "100 * min by (persistentvolumeclaim) ("
        + available(config, claims)
        + " / "
        + new Promql(config.project().name()).series("kubelet_volume_stats_capacity_bytes", claims)
        + ")";
  }

  private static Alert low(AlertThresholdsConfig thresholds, String free) {
    return new Alert(
        "KafkaDiskLow",
        Severity.WARNING,
        free + " < " + thresholds.diskFreePercent(),
        "10m",
        "A volume is low on free space",
        "Volume claim {{ $labels.persistentvolumeclaim }} has {{ printf \"%.1f\" $value }} %"
            + " of its space free; the threshold is "
            + thresholds.diskFreePercent()
            + " %.");
  }

  private static Alert fullSoon(AlertThresholdsConfig thresholds, String free, String predicted) {
    return new Alert(
        "KafkaDiskFullSoon",
        Severity.CRITICAL,
        free + " < 50 and " + predicted + " < 0 or " + free + " < " + CRITICAL_PERCENT,
        "10m",
        "A volume will soon be full",
        "Volume claim {{ $labels.persistentvolumeclaim }} has {{ printf \"%.1f\" $value }} %"
            + " of its space free. At the write rate of the last hour it will be full within "
            + thresholds.diskFullHours()
            + " h, or less than "
            + CRITICAL_PERCENT
            + " % is free. A broker whose volume is full stops, and cannot start again.");
  }

  /**
   * Alert on producers that the disk guard throttles; empty without it.
   *
   * <p>Other quotas throttle producers, too. The guard's may apply until all volumes are below the
   * lower limit.
   */
  static Optional<Alert.Group> guard(StackConfig config) {
    DiskGuardConfig guard = config.kafka().diskGuard();
    if (!guard.enabled()) {
      return Optional.empty();
    }
    String throttled =
        "sum(max_over_time("
            + new Promql(config.project().name()).series("kafka_server_produce_queue_size")
            + "[5m]))";
    return Optional.of(
        new Alert.Group(
            "kafka-disk-guard",
            List.of(
                new Alert(
                    "KafkaDiskGuardActive",
                    Severity.CRITICAL,
                    throttled
                        + " > 0 and on () min("
                        + free(config, BROKERS)
                        + ") <= "
                        + (100 - guard.resumeBelowPercent()),
                    "1m",
                    "Producers are throttled because a volume is nearly full",
                    "Brokers delay {{ $value }} connections of producers. The disk guard throttles"
                        + " all producers from "
                        + guard.throttleAtPercent()
                        + " % used space of a broker's volume until all volumes are below "
                        + guard.resumeBelowPercent()
                        + " %."))));
  }

  /**
   * Alert on volumes whose throughput depends on burst credits, such as st1; empty for others.
   *
   * <p>CloudWatch knows the credits, Prometheus the rate. This alert fires while there is time to
   * react, the alarm of the AWS layer when the burst bucket is nearly empty.
   */
  static Optional<Alert.Group> burst(StackConfig config) {
    if (config.kafka().volume().source() == VolumeSource.LOCAL) {
      return Optional.empty();
    }
    return Optional.of(VolumeThroughput.of(MonthlyCost.volume(config.kafka().volume())))
        .filter(throughput -> throughput.bucketMB() > 0)
        .map(throughput -> new Alert.Group("kafka-burst", List.of(burst(config, throughput))));
  }

  private static Alert burst(StackConfig config, VolumeThroughput volume) {
    return new Alert(
        "KafkaBurstCreditsEnd",
        Severity.WARNING,
        number(volume.bucketMB() * MB)
            + " / (max("
            + written(new Promql(config.project().name()))
            + ") - "
            + number(volume.sustainedMBps() * MB)
            + " > 0) < "
            + config.alerts().thresholds().burstHours() * 3600,
        "15m",
        "A broker uses up the burst credits of its volume",
        String.format(
            Locale.ROOT,
            "The busiest broker writes more than %.1f MB/s, the baseline of its volume: at this rate a"
                + " full burst bucket lasts {{ $value | humanizeDuration }}; the current balance may be"
                + " lower.",
            volume.sustainedMBps()));
  }

  /** Bytes per second that each broker writes, from producers and by replication. */
  private static String written(Promql promql) {
    return "sum by (pod) (rate("
        + promql.series("kafka_server_brokertopicmetrics_bytesin_total", "topic=\"\"")
        + "[10m])) + sum by (pod) (rate("
        + promql.series("kafka_server_brokertopicmetrics_replicationbytesin_total")
        + "[10m]))";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }
}
