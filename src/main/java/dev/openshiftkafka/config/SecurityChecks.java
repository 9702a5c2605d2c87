package dev.openshiftkafka.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks {@link SecurityConfig} against the other parts; a faulty or missing part is null. */
record SecurityChecks(@Nullable SecurityConfig security, @Nullable List<Layer> layers) {
  void run(
      Checks checks,
      @Nullable MetadataMode metadata,
      @Nullable BrokersConfig kafka,
      @Nullable BenchmarkConfig benchmark,
      @Nullable MonitoringConfig monitoring,
      @Nullable LibrdkafkaClientConfig client,
      @Nullable UiConfig ui) {
    if (security == null) {
      return;
    }
    if (metadata == MetadataMode.ZOOKEEPER) {
      checks.fault(
          "security",
          null,
          "requires metadata kraft, but metadata is zookeeper; remove it, and migrate to KRaft"
              + " first (docs/migrate-to-kraft.md)");
      return;
    }
    if (kafka != null && kafka.settings() != null) {
      ManagedSettings.checkSecurity(checks, "kafka.settings", kafka.settings());
    }
    if (layers != null && layers.contains(Layer.OPENSHIFT)) {
      checkClients(checks, benchmark, monitoring, client, ui);
    }
  }

  /** Clients of the stack that connect without credentials of their own. */
  private static void checkClients(
      Checks checks,
      @Nullable BenchmarkConfig benchmark,
      @Nullable MonitoringConfig monitoring,
      @Nullable LibrdkafkaClientConfig client,
      @Nullable UiConfig ui) {
    if (benchmark != null) {
      refusePlain(checks, "benchmark.enabled", benchmark.enabled());
    }
    if (monitoring != null && monitoring.lag() != null) {
      refusePlain(checks, "monitoring.lag.enabled", monitoring.lag().enabled());
    }
    if (client != null) {
      refusePlain(checks, "client.enabled", client.enabled());
    }
    if (ui != null && ui.kind() == UiKind.KAFBAT) {
      checks.fault(
          "ui.kind",
          "kafbat",
          "connects to brokers without credentials, which security refuses; set it to none");
    }
  }

  private static void refusePlain(Checks checks, String key, @Nullable Boolean enabled) {
    if (Boolean.TRUE.equals(enabled)) {
      checks.fault(
          key,
          true,
          "declares a client without credentials, which security refuses; set it to false");
    }
  }
}
