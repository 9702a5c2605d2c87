package dev.openshiftkafka.config;

import java.util.List;

/** The benchmark that the stack exports as a step to run after a deployment. */
public record BenchmarkConfig(
    @Key(doc = "Whether the stack declares the benchmark.", defaultsTo = "true") Boolean enabled,
    @Key(
            doc = "Workload that runs when none is named (docs/benchmark.md).",
            defaultsTo = "\"article\"")
        String workload,
    @Key(
            doc =
                "Delivered records per second below which a run fails, for a gate in a pipeline; 0"
                    + " for none.",
            defaultsTo = "0")
        Integer minMsgsPerSec,
    @Key(doc = "Heap of the load generator's JVM.", defaultsTo = "\"1G\"") String heap,
    @Key(doc = "Its resources.", defaultsTo = "{\"cpu\": \"2\", \"memory\": \"2Gi\"}")
        ResourcesConfig resources) {

  /** Names of the workloads that come with the program. */
  public static final List<String> WORKLOADS =
      List.of(
          "article",
          "consumer",
          "durable",
          "end-to-end",
          "saturate",
          "small-50",
          "small-512",
          "small-1024");

  /** Checks each key, and that the heap leaves room in the memory. */
  public BenchmarkConfig {
    String givenWorkload = workload;
    Integer floor = minMsgsPerSec;
    String givenHeap = heap;
    ResourcesConfig given = resources;
    Checks.run(
        checks -> {
          checks
              .that(
                  "workload",
                  givenWorkload,
                  WORKLOADS::contains,
                  "must be one of " + String.join(", ", WORKLOADS))
              .between("minMsgsPerSec", floor, 0, 999_999_999, "records per second");
          HeapRoom.check(checks, givenHeap, given);
        });
  }
}
