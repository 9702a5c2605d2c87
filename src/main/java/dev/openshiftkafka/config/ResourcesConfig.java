package dev.openshiftkafka.config;

/** What a container asks of its node. */
public record ResourcesConfig(
    @Key(doc = "CPU request, in cores (2) or thousandths (500m).") String cpu,
    @Key(
            doc =
                "CPU limit; none by default, because throttling a broker stalls replication for"
                    + " all.",
            optional = true)
        String cpuLimit,
    @Key(
            doc =
                "Memory request, which is the limit too: a broker that exceeds its request would be"
                    + " the first to be evicted.")
        String memory) {
  private static final String CPU = "[1-9][0-9]{0,8}m?";

  /** Checks the quantities. */
  public ResourcesConfig {
    String givenCpu = cpu;
    String givenLimit = cpuLimit;
    String givenMemory = memory;
    Checks.run(
        checks -> {
          checks
              .matches("cpu", givenCpu, CPU, "must be cores (2) or thousandths of a core (500m)")
              .matches(
                  "cpuLimit", givenLimit, CPU, "must be cores (2) or thousandths of a core (500m)")
              .that(
                  "memory",
                  givenMemory,
                  Quantity::isBytes,
                  "must be a whole number with Ki, Mi, Gi or Ti, such as 16Gi");
          if (valid(givenCpu) && valid(givenLimit) && millis(givenLimit) < millis(givenCpu)) {
            checks.fault(
                "cpuLimit",
                givenLimit,
                "must not be below cpu (" + givenCpu + "); raise it or remove it");
          }
        });
  }

  private static boolean valid(String cpu) {
    return cpu != null && cpu.matches(CPU);
  }

  private static long millis(String cpu) {
    return cpu.endsWith("m")
        ? Long.parseLong(cpu.substring(0, cpu.length() - 1))
        : Long.parseLong(cpu) * 1000;
  }
}
