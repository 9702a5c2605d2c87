package dev.openshiftkafka.config;

import org.jspecify.annotations.Nullable;

/** CPU and memory of a container. */
public record ResourcesConfig(
    @Key(doc = "CPU request, in cores (2) or millicores (500m).") String cpu,
    @Key(
            doc =
                "CPU limit, in cores or millicores; no limit if not set, because throttling one"
                    + " broker delays replication on all.",
            optional = true)
        @Nullable String cpuLimit,
    @Key(
            doc =
                "Memory request and limit. They are equal, because pods that exceed their request"
                    + " are evicted first.")
        String memory) {
  private static final String CPU = "[1-9][0-9]{0,8}m?";
  private static final String CPU_PROBLEM = "must be cores (2) or millicores (500m)";

  /** Checks the quantities. */
  public ResourcesConfig {
    Checks.run(
        checks -> {
          checks
              .matches("cpu", cpu, CPU, CPU_PROBLEM)
              .matches("cpuLimit", cpuLimit, CPU, CPU_PROBLEM)
              .bytes("memory", memory, "16Gi");
          if (isCpu(cpu)
              && cpuLimit != null
              && isCpu(cpuLimit)
              && millicores(cpuLimit) < millicores(cpu)) {
            checks.fault(
                "cpuLimit",
                cpuLimit,
                "must not be less than cpu (" + cpu + "); raise it or remove it");
          }
        });
  }

  /** The requested CPU in cores, rounded up. */
  public int cores() {
    return (int) ((millicores(cpu) + 999) / 1000);
  }

  /** The memory in GiB. */
  public double memoryGiB() {
    return Quantity.bytes(memory).doubleValue() / (1L << 30);
  }

  private static boolean isCpu(@Nullable String cpu) {
    return cpu != null && cpu.matches(CPU);
  }

  private static long millicores(String cpu) {
    return cpu.endsWith("m")
        ? Long.parseLong(cpu.substring(0, cpu.length() - 1))
        : Long.parseLong(cpu) * 1000;
  }
}
