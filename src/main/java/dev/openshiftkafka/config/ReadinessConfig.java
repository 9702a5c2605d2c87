package dev.openshiftkafka.config;

/** The sidecar of each broker and KRaft controller that determines its readiness. */
public record ReadinessConfig(
    @Key(
            doc =
                "Seconds that a restarted broker stays unready while other brokers are offline."
                    + " Until then a rolling update does not continue, because stopping another"
                    + " broker would stop writes.",
            defaultsTo = "600")
        Integer absentSeconds,
    @Key(
            doc =
                "Seconds that the preStop hook delays the shutdown of a node while another node is"
                    + " down or catching up. A broker waits if partitions would fall below"
                    + " `min.insync.replicas` without it, a member of the quorum if the majority"
                    + " would be lost. The seconds are added to the pods' grace period. 0 disables"
                    + " the delay.",
            defaultsTo = "600")
        Integer stopSeconds,
    @Key(
            doc = "Heap size of the sidecar; 32M suffice for more than 50,000 partitions.",
            defaultsTo = "\"32M\"")
        String heap,
    @Key(
            doc = "CPU and memory of the sidecar.",
            defaultsTo = "{\"cpu\": \"20m\", \"cpuLimit\": \"500m\", \"memory\": \"128Mi\"}")
        ResourcesConfig resources) {

  /** Checks the times, and the heap against the memory. */
  public ReadinessConfig {
    Checks.run(
        checks -> {
          checks
              .between(
                  "absentSeconds",
                  absentSeconds,
                  0,
                  86400,
                  "seconds; a broker or its node restarts within minutes")
              .between(
                  "stopSeconds",
                  stopSeconds,
                  0,
                  86400,
                  "seconds; a broker catches up within minutes or hours");
          JvmConfig.checkHeap(checks, heap, resources);
        });
  }
}
