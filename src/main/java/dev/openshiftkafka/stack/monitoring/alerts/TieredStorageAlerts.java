package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.CertificateSource;
import dev.openshiftkafka.config.CertificatesConfig;
import dev.openshiftkafka.config.Quantity;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.stack.monitoring.Promql;
import dev.openshiftkafka.stack.monitoring.alerts.Alert.Severity;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Alerts on tiered storage. */
final class TieredStorageAlerts {
  /** Share of a volume, as a divisor, that may wait for its copy to remote storage: 5 %. */
  private static final long LAG_DIVISOR = 20;

  private static final int DAY = 24 * 3600;

  private final StackConfig config;
  private final Promql promql;

  private TieredStorageAlerts(StackConfig config) {
    this.config = config;
    this.promql = new Promql(config.project().name());
  }

  /** The alerts; empty without tiered storage. */
  static Optional<Alert.Group> of(StackConfig config) {
    if (config.kafka().tieredStorage() == null) {
      return Optional.empty();
    }
    var alerts = new TieredStorageAlerts(config);
    var all =
        new ArrayList<>(
            List.of(
                alerts.errors(
                    "KafkaRemoteCopyErrors",
                    "copy",
                    "15m",
                    "A broker cannot copy segments to remote storage",
                    "its volume keeps what is not copied, until it is full."),
                alerts.lag(),
                alerts.errors(
                    "KafkaRemoteFetchErrors",
                    "fetch",
                    "10m",
                    "A broker cannot read from remote storage",
                    "consumers do not get records that are only there."),
                alerts.errors(
                    "KafkaRemoteDeleteErrors",
                    "delete",
                    "1h",
                    "A broker cannot delete from remote storage",
                    "remote storage keeps what is older than the retention.")));
    if (config.security() != null) {
      alerts.oldCertificate(config.security().certificates()).ifPresent(all::add);
    }
    return Optional.of(new Alert.Group("kafka-tiered-storage", List.copyOf(all)));
  }

  private Alert errors(
      String name, String operation, String duration, String summary, String effect) {
    String metric = "kafka_server_brokertopicmetrics_remote" + operation + "errors_total";
    return new Alert(
        name,
        Severity.WARNING,
        "sum by (pod) (rate(" + promql.series(metric) + "[10m])) > 0",
        duration,
        summary,
        "Requests of broker {{ $labels.pod }} to remote storage fail, {{ printf \"%.2f\" $value }} a"
            + " second: "
            + effect);
  }

  private Alert lag() {
    BigInteger limit =
        Quantity.bytes(config.kafka().volume().size())
            .toBigInteger()
            .divide(BigInteger.valueOf(LAG_DIVISOR));
    return new Alert(
        "KafkaRemoteCopyLag",
        Severity.WARNING,
        "sum by (pod) ("
            + promql.series("kafka_server_brokertopicmetrics_remotecopylagbytes")
            + ") > "
            + limit,
        "30m",
        "Copies to remote storage lag behind",
        "Broker {{ $labels.pod }} has {{ $value | humanize1024 }}B in complete segments that are not in"
            + " remote storage; its volume keeps them.");
  }

  /** The clients of __remote_log_metadata in a broker read a certificate only when it starts. */
  private Optional<Alert> oldCertificate(CertificatesConfig certificates) {
    if (certificates.source() != CertificateSource.CERT_MANAGER) {
      return Optional.empty();
    }
    String issued =
        "max by (pod) ("
            + promql.series(
                "kafka_certificate_expiration_timestamp_seconds", "certificate!=\"authority\"")
            + ") - "
            + certificates.days() * DAY;
    String started =
        "max by (pod) (" + promql.of("process_start_time_seconds", Names.BROKER_COMPONENT) + ")";
    return Optional.of(
        new Alert(
            "KafkaRemoteMetadataCertificateOld",
            Severity.WARNING,
            "time() - (" + issued + ") and on (pod) (" + issued + " > " + started + ")",
            "2h",
            "A broker must restart to use its renewed certificate for tiered storage",
            "The certificate of broker {{ $labels.pod }} was renewed {{ $value | humanizeDuration }} ago,"
                + " but its clients of the topic __remote_log_metadata use the old one, which expires "
                + certificates.renewBeforeDays()
                + " days after the renewal."));
  }
}
