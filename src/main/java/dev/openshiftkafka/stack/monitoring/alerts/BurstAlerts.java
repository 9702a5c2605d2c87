package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.capacity.MonthlyCost;
import dev.openshiftkafka.capacity.model.VolumeThroughput;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.VolumeSource;
import dev.openshiftkafka.stack.monitoring.Promql;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Alerts on volumes that are fast only while they have credits, and slow down without a word.
 *
 * <p>CloudWatch knows the credits, and Prometheus the rate: this alert comes while there is time
 * left, that of the AWS layer when the bucket is nearly empty.
 */
final class BurstAlerts {
  private static final double MB = 1e6;

  private BurstAlerts() {}

  /** Absent with volumes that always are as fast. */
  static Optional<AlertGroup> of(StackConfig config) {
    if (config.kafka().volume().source() == VolumeSource.LOCAL) {
      return Optional.empty();
    }
    return Optional.of(VolumeThroughput.of(MonthlyCost.volume(config.kafka().volume())))
        .filter(throughput -> throughput.bucketMB() > 0)
        .map(throughput -> new AlertGroup("kafka-burst", List.of(alert(config, throughput))));
  }

  private static Alert alert(StackConfig config, VolumeThroughput volume) {
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
        "A broker lives on the burst credits of its volume",
        String.format(
            Locale.ROOT,
            "The busiest broker writes more than the %.1f MB/s that its volume holds for good: at this"
                + " rate a full bucket of credits lasts {{ $value | humanizeDuration }}, and what is in"
                + " it now may be less.",
            volume.sustainedMBps()));
  }

  /** Bytes per second that each broker writes: of its producers, and of the leaders it follows. */
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
