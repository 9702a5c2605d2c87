package dev.openshiftkafka.config;

import java.util.Map;
import java.util.Optional;

/** What must hold between the values of {@link BrokersConfig}. */
record BrokerChecks(
    String version,
    Integer brokers,
    JvmConfig jvm,
    ResourcesConfig resources,
    VolumeConfig volume,
    Map<String, String> settings) {
  private static final int DEFAULT_REPLICATION = 3;

  void run(Checks checks) {
    checks
        .matches("version", version, "[0-9]+\\.[0-9]+\\.[0-9]+", "must be a full version: 3.9.1")
        .between("brokers", brokers, 3, 99, "replication factor 3 needs three brokers");
    JvmConfig.checkRoom(checks, jvm, resources);
    if (volume != null) {
      volume.checkCount(checks, "kafka.brokers", brokers);
    }
    if (settings != null) {
      settings.forEach((key, value) -> ManagedSettings.check(checks, key, value));
      checkReplication(checks);
    }
  }

  private void checkReplication(Checks checks) {
    Optional<Integer> factor = number(checks, "default.replication.factor");
    Optional<Integer> minInSync = number(checks, "min.insync.replicas");
    if (brokers != null && factor.isPresent() && factor.get() > brokers) {
      checks.fault(
          "settings.default.replication.factor",
          factor.get(),
          "is more than kafka.brokers (" + brokers + "): no topic could be made");
    }
    int replicas = factor.orElse(DEFAULT_REPLICATION);
    if (minInSync.isPresent() && minInSync.get() > replicas) {
      checks.fault(
          "settings.min.insync.replicas",
          minInSync.get(),
          "is more than the replication factor (" + replicas + "): no write would be acknowledged");
    }
  }

  private Optional<Integer> number(Checks checks, String key) {
    String value = settings.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.matches("[1-9][0-9]{0,3}")) {
      checks.fault("settings." + key, value, "must be a whole number from 1");
      return Optional.empty();
    }
    return Optional.of(Integer.valueOf(value));
  }
}
