package dev.openshiftkafka.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.e2e.Shell.Result;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What security costs: a plain and a secure stack, deployed in turn on the local cluster, each with
 * the same runs of its exported benchmark command. Prints medians and ratios as Markdown.
 */
public final class SecurityCost {
  private static final PrintStream OUT = System.out;
  private static final PrintStream PROGRESS = System.err;
  private static final Map<String, String> WORKLOADS = workloads();

  /** Users of the processors in a run: the JVMs of the brokers. */
  private static final int BROKERS = 3;

  private final int rounds;
  private final Map<String, List<Double>> figures = new TreeMap<>();

  private SecurityCost(int rounds) {
    this.rounds = rounds;
  }

  /** Runs it, with the number of rounds as the argument. */
  public static void main(String[] arguments) {
    var cost = new SecurityCost(Integer.parseInt(arguments[0]));
    for (int round = 0; round < cost.rounds; round++) {
      List<String> variants =
          round % 2 == 0 ? List.of("plain", "secure") : List.of("secure", "plain");
      for (String variant : variants) {
        PROGRESS.printf("round %d of %d: %s%n", round + 1, cost.rounds, variant);
        cost.measure(variant);
      }
    }
    OUT.print(cost.table());
  }

  private static Map<String, String> workloads() {
    var workloads = new LinkedHashMap<String, String>();
    workloads.put("article", "article: one producer, 100 B, acks=0, RF 1");
    workloads.put("small-1024", "small-1024: one producer, 1 KiB, acks=all, RF 3");
    workloads.put("durable", "durable: 5,000 records/s of 1 KiB, acks=all, RF 3");
    workloads.put("consumer", "consumer: one consumer, 1 KiB");
    return workloads;
  }

  private static LocalStack stack(String variant) {
    return variant.equals("plain")
        ? LocalStack.plainKraft("cost-plain")
        : LocalStack.secure("cost-secure");
  }

  private void measure(String variant) {
    LocalStack.emptyVolumes();
    LocalStack stack = stack(variant);
    long start = System.nanoTime();
    stack.up();
    add("up", "seconds", variant, (System.nanoTime() - start) / 1e9);
    try {
      WORKLOADS.keySet().forEach(workload -> run(stack, variant, workload));
    } finally {
      stack.destroy();
    }
  }

  private void run(LocalStack stack, String variant, String workload) {
    double before = brokerSeconds();
    var run = new BenchmarkRun(stack, "durationSeconds=30", "warmupSeconds=10").workload(workload);
    Result result = run.execute();
    if (!result.ok()) {
      throw new AssertionError(result.output());
    }
    double brokers = brokerSeconds() - before;
    JsonNode report = run.report();
    double rate = report.get("recordsPerSecond").asDouble();
    double millions = report.get("verification").get("arrived").asDouble() / 1e6;
    add(workload, "records/s", variant, rate);
    add(workload, "CPU s of brokers per million", variant, brokers / millions);
    add(
        workload,
        "CPU s of client per million",
        variant,
        report.get("cpuSeconds").asDouble() / millions);
    if (!workload.equals("consumer")) {
      add(workload, "p99 ms", variant, report.get("acknowledged").get("p99Ms").asDouble());
    }
    PROGRESS.printf(Locale.ROOT, "  %s: %.0f records/s%n", workload, rate);
  }

  /** Processor time of the brokers' JVMs since their start. */
  private static double brokerSeconds() {
    double seconds = 0;
    for (int i = 0; i < BROKERS; i++) {
      String[] stat =
          Shell.run(
                  Duration.ofMinutes(1),
                  Map.of(),
                  "kubectl",
                  "exec",
                  "-n",
                  LocalStack.NAMESPACE,
                  "kafka-kafka-" + i,
                  "-c",
                  "broker",
                  "--",
                  "cat",
                  "/proc/1/stat")
              .split(" ");
      // utime and stime, in ticks; Linux has 100 of them in a second.
      seconds += (Double.parseDouble(stat[13]) + Double.parseDouble(stat[14])) / 100;
    }
    return seconds;
  }

  private void add(String workload, String measure, String variant, double value) {
    figures.computeIfAbsent(key(workload, measure, variant), key -> new ArrayList<>()).add(value);
  }

  private static String key(String workload, String measure, String variant) {
    return String.join("|", workload, measure, variant);
  }

  private double median(String workload, String measure, String variant) {
    List<Double> sorted = figures.get(key(workload, measure, variant)).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private String table() {
    var table =
        new StringBuilder("| Measured | Plain | Secure | Ratio |\n| --- | --- | --- | --- |\n");
    row(table, "`pulumi up` of a new stack", "up", "seconds");
    WORKLOADS.forEach(
        (workload, text) -> {
          for (String measure :
              List.of(
                  "records/s",
                  "p99 ms",
                  "CPU s of brokers per million",
                  "CPU s of client per million")) {
            if (figures.containsKey(key(workload, measure, "plain"))) {
              row(table, text, workload, measure);
            }
          }
        });
    return table + "\nMedians of " + rounds + " rounds.\n";
  }

  private void row(StringBuilder table, String text, String workload, String measure) {
    double plain = median(workload, measure, "plain");
    double secure = median(workload, measure, "secure");
    table.append(
        String.format(
            Locale.ROOT,
            "| %s: %s | %,.1f | %,.1f | %.2f |%n",
            text,
            measure,
            plain,
            secure,
            secure / plain));
  }
}
