package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.CertificateSource;
import dev.openshiftkafka.config.CertificatesConfig;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.stack.monitoring.Promql;
import dev.openshiftkafka.stack.monitoring.alerts.Alert.Severity;
import java.util.List;
import java.util.Optional;

/** Alerts on certificates that nodes present or trust and that expire soon. */
final class CertificateAlerts {
  private static final int DAY = 86_400;
  private static final int WARNING_DAYS = 30;
  private static final int CRITICAL_DAYS = 7;

  private final String remaining;

  private CertificateAlerts(StackConfig config) {
    String expiry = "kafka_certificate_expiration_timestamp_seconds";
    remaining =
        "min by (pod, certificate) ("
            + new Promql(config.project().name()).series(expiry)
            + ") - time()";
  }

  /** The alerts; empty without certificates. */
  static Optional<Alert.Group> of(StackConfig config) {
    if (config.security() == null) {
      return Optional.empty();
    }
    var alerts = new CertificateAlerts(config);
    int warning = days(config.security().certificates(), WARNING_DAYS);
    return Optional.of(
        new Alert.Group(
            "kafka-certificates",
            List.of(
                alerts.expires(
                    "KafkaCertificateNotRenewed",
                    Severity.WARNING,
                    warning * DAY,
                    "A certificate was not renewed"),
                alerts.expires(
                    "KafkaCertificateExpires",
                    Severity.CRITICAL,
                    Math.min(CRITICAL_DAYS * DAY, warning * DAY / 2),
                    "A certificate expires soon"))));
  }

  /** A certificate is renewed this long before it expires; until then, nothing is wrong. */
  private static int days(CertificatesConfig certificates, int most) {
    return certificates.source() == CertificateSource.CERT_MANAGER
        ? Math.min(most, certificates.renewBeforeDays())
        : most;
  }

  private Alert expires(String name, Severity severity, int seconds, String summary) {
    return new Alert(
        name,
        severity,
        remaining + " < " + seconds,
        // Longer than renewed controllers take to restart one after another.
        "2h",
        summary,
        "Certificate {{ $labels.certificate }} of pod {{ $labels.pod }} expires in"
            + " {{ $value | humanizeDuration }}; then the connections to it fail.");
  }
}
