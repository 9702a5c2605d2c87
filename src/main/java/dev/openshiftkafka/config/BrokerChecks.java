package dev.openshiftkafka.config;

import java.util.Map;

/** What must hold between the values of {@link BrokersConfig}. */
record BrokerChecks(
    String version,
    Integer brokers,
    JvmConfig jvm,
    ResourcesConfig resources,
    VolumeConfig volume,
    Map<String, String> settings) {
  private static final int MIN = 3;
  private static final int MAX = 300;

  void run(Checks checks) {
    checks
        .matches("version", version, "[0-9]+\\.[0-9]+\\.[0-9]+", "must be a full version: 3.9.1")
        .between("brokers", brokers, MIN, MAX, "replication factor 3 needs three brokers");
    JvmConfig.checkRoom(checks, jvm, resources);
    // What follows from a wrong number of brokers is no fault of its own.
    Integer counted = brokers == null || brokers < MIN || brokers > MAX ? null : brokers;
    if (volume != null) {
      volume.checkCount(checks, "kafka.brokers", counted);
    }
    ManagedSettings.KAFKA.check(checks, settings);
    if (settings != null) {
      ReplicationChecks.run(checks, settings, counted);
    }
  }
}
