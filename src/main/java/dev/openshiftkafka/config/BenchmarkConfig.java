package dev.openshiftkafka.config;

import java.util.List;

/** The benchmark, which the stack exports as a Job to run after a deployment. */
public record BenchmarkConfig(
    @Key(doc = "Whether the stack declares the benchmark.", defaultsTo = "true") Boolean enabled,
    @Key(doc = "Default workload (docs/benchmark.md).", defaultsTo = "\"article\"") String workload,
    @Key(
            doc =
                "Delivered records per second below which a run fails, such as a check in a CI"
                    + " pipeline; 0 disables the check.",
            defaultsTo = "0")
        Integer minMsgsPerSec,
    @Key(doc = "Heap size of the load generator.", defaultsTo = "\"1G\"") String heap,
    @Key(
            doc = "CPU and memory of the load generator.",
            defaultsTo = "{\"cpu\": \"2\", \"memory\": \"2Gi\"}")
        ResourcesConfig resources) {

  /** Names of the workloads in this repository. */
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

  /** Checks each key, and the heap against the memory. */
  public BenchmarkConfig {
    Checks.run(
        checks -> {
          checks
              .that(
                  "workload",
                  workload,
                  WORKLOADS::contains,
                  "must be one of: " + String.join(", ", WORKLOADS))
              .between("minMsgsPerSec", minMsgsPerSec, 0, 999_999_999, "records per second");
          JvmConfig.checkHeap(checks, heap, resources);
        });
  }
}
