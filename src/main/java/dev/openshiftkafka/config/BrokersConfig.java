package dev.openshiftkafka.config;

import java.util.Map;

/** The Kafka brokers. */
public record BrokersConfig(
    @Key(doc = "Kafka version: 3.9.x with ZooKeeper, 4.x with KRaft.") String version,
    @Key(
            doc =
                "Number of brokers. Broker i runs in zone i modulo the number of zones; at least"
                    + " three, or replication factor 3 has no place.",
            defaultsTo = "3")
        Integer brokers,
    @Key(doc = "The brokers' JVM.") JvmConfig jvm,
    @Key(doc = "What a broker asks of its node.") ResourcesConfig resources,
    @Key(doc = "The brokers' data volumes.") VolumeConfig volume,
    @Key(
            doc =
                "Settings of server.properties beside those that the stack writes itself; they win"
                    + " over the defaults in docs/configuration.md.",
            defaultsTo = "{}")
        Map<String, String> settings,
    @Key(
            doc =
                "Seconds a broker may take to stop before it is killed; at least 120. What it waits"
                    + " for others before (`readiness.stopSeconds`) is not among them.",
            defaultsTo = "120")
        Integer terminationGracePeriodSeconds,
    @Key(
            doc = "Seconds after which `pulumi up` gives up waiting for all brokers to be ready.",
            defaultsTo = "1800")
        Integer readyTimeoutSeconds,
    @Key(
            doc =
                "Whether `brokers` may become fewer. Set it only after the partitions of the"
                    + " brokers that go were moved.",
            defaultsTo = "false")
        Boolean allowBrokerRemoval,
    @Key(
            doc =
                "Whether `version` may go back to an earlier line of 4.x. Set it only while"
                    + " bin/finalize-features shows a metadata.version that the earlier line knows"
                    + " (docs/upgrades.md).",
            defaultsTo = "false")
        Boolean allowVersionDowngrade,
    @Key(
            doc =
                "MB/s (10^6 bytes per second) of records that producers are expected to write, each"
                    + " counted once; the preview warns when the hardware of the AWS layer cannot"
                    + " hold it.",
            optional = true)
        Integer expectedWriteMBps,
    @Key(
            doc = "Bytes of a message, for the messages per second in the output `capacity`.",
            defaultsTo = "1000")
        Integer messageBytes) {

  /** Checks the brokers' own values. */
  public BrokersConfig {
    var broker = new BrokerChecks(version, brokers, jvm, resources, volume, settings);
    Integer grace = terminationGracePeriodSeconds;
    Integer ready = readyTimeoutSeconds;
    Integer expected = expectedWriteMBps;
    Integer bytes = messageBytes;
    Checks.run(
        checks -> {
          broker.run(checks);
          checks
              .between(
                  "terminationGracePeriodSeconds",
                  grace,
                  120,
                  3600,
                  "a broker must hand over its leaders and flush its logs before it is killed")
              .between("readyTimeoutSeconds", ready, 30, 86400, "seconds to wait for readiness")
              .between("expectedWriteMBps", expected, 1, 1_000_000, "MB/s of records")
              .between("messageBytes", bytes, 1, 100_000_000, "bytes of a message");
        });
  }
}
