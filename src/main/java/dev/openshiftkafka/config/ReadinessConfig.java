package dev.openshiftkafka.config;

/**
 * The container beside each broker and KRaft controller that knows whether it may be counted on.
 */
public record ReadinessConfig(
    @Key(
            doc =
                "Seconds that a broker which has just started waits for brokers that are gone, before"
                    + " it is ready without them. Until then a roll does not go on, because to stop"
                    + " one more would stop writes.",
            defaultsTo = "600")
        Integer absentSeconds,
    @Key(
            doc =
                "Seconds that a broker which is told to stop goes on while another catches up, so"
                    + " that a roll that begins just then does not stop writes. The pod has as much"
                    + " more than `kafka.terminationGracePeriodSeconds` to stop; 0: it stops at"
                    + " once.",
            defaultsTo = "600")
        Integer stopSeconds,
    @Key(
            doc = "Heap of its JVM; 32M are enough for more than 50,000 partitions.",
            defaultsTo = "\"32M\"")
        String heap,
    @Key(
            doc = "Its resources.",
            defaultsTo = "{\"cpu\": \"20m\", \"cpuLimit\": \"500m\", \"memory\": \"128Mi\"}")
        ResourcesConfig resources) {

  /** Checks the times, and that the heap leaves room in the memory. */
  public ReadinessConfig {
    Integer absent = absentSeconds;
    Integer stop = stopSeconds;
    String givenHeap = heap;
    ResourcesConfig given = resources;
    Checks.run(
        checks -> {
          checks.between(
              "absentSeconds",
              absent,
              0,
              86400,
              "a broker that is restarted, or its node, needs minutes to return");
          checks.between(
              "stopSeconds", stop, 0, 86400, "a broker catches up in minutes, or in hours");
          HeapRoom.check(checks, givenHeap, given);
        });
  }
}
