package dev.openshiftkafka.config;

/** The Prometheus JMX exporter, a sidecar of each broker, KRaft controller and ZooKeeper server. */
public record ExporterConfig(
    @Key(
            doc =
                "Whether the pods have the sidecar. A change causes a rolling restart of all pods.",
            defaultsTo = "true")
        Boolean enabled,
    @Key(doc = "Heap size of the exporter.", defaultsTo = "\"128M\"") String heap,
    @Key(
            doc =
                "CPU and memory of the exporter. The CPU limit keeps a scrape from taking CPU from"
                    + " the broker.",
            defaultsTo = "{\"cpu\": \"50m\", \"cpuLimit\": \"1\", \"memory\": \"256Mi\"}")
        ResourcesConfig resources,
    @Key(doc = "Additional metrics of brokers.", defaultsTo = "{}") ExporterRulesConfig broker,
    @Key(doc = "Additional metrics of KRaft controllers.", defaultsTo = "{}")
        ExporterRulesConfig controller,
    @Key(doc = "Additional metrics of ZooKeeper servers.", defaultsTo = "{}")
        ExporterRulesConfig zookeeper) {

  /** Checks the heap against the memory. */
  public ExporterConfig {
    Checks.run(checks -> JvmConfig.checkHeap(checks, heap, resources));
  }

  /** The additional rules of a component: broker, controller or zookeeper. */
  public ExporterRulesConfig rulesOf(String component) {
    return switch (component) {
      case "broker" -> broker;
      case "controller" -> controller;
      case "zookeeper" -> zookeeper;
      default -> throw new IllegalArgumentException("unknown component: " + component);
    };
  }
}
