package dev.openshiftkafka.stack.monitoring.dashboards;

import static dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.graph;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.ofPods;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.rate;
import static dev.openshiftkafka.stack.monitoring.dashboards.Queries.sumBy;

import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Query;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Panel.Unit;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Row;
import dev.openshiftkafka.stack.monitoring.dashboards.Dashboard.Variable;
import java.util.List;

/** The JVMs of brokers, controllers and ZooKeeper servers. */
final class JvmDashboard {
  /** Other pods may export JVM metrics, too. */
  private static final String MEMBERS = "component=~\"broker|controller|zookeeper\"";

  private static final String BY_POD = "{{pod}}";

  private JvmDashboard() {}

  static Dashboard of() {
    return new Dashboard(
        "jvm",
        "Kafka / JVM",
        "Memory, garbage collection, threads and open files of each JVM.",
        List.of(new Variable("pod", "Pod", "jvm_threads_current", "pod")),
        List.of(memory(), garbage(), process()));
  }

  private static String of(String metric, String... matchers) {
    var all = new String[matchers.length + 1];
    all[0] = MEMBERS;
    System.arraycopy(matchers, 0, all, 1, matchers.length);
    return ofPods(metric, all);
  }

  private static Row memory() {
    return new Row(
        "Memory",
        List.of(
            graph(
                    "Used heap",
                    "Ratio of the maximum heap. A sawtooth is normal; a rising minimum is not.",
                    Unit.RATIO,
                    new Query(
                        of("jvm_memory_used_bytes", "area=\"heap\"")
                            + " / "
                            + of("jvm_memory_max_bytes", "area=\"heap\""),
                        BY_POD))
                .warningAndBadFrom(0.85, 0.95),
            graph(
                "Memory outside the heap",
                "Classes, compiled code, and direct buffers.",
                Unit.BYTES,
                new Query(of("jvm_memory_used_bytes", "area=\"nonheap\""), "{{pod}} classes, code"),
                new Query(
                    of("jvm_buffer_pool_used_bytes", "pool=\"direct\""), "{{pod}} buffers"))));
  }

  private static Row garbage() {
    return new Row(
        "Garbage collection",
        List.of(
            graph(
                    "Garbage collection time",
                    "Ratio of time spent in garbage collection.",
                    Unit.RATIO,
                    new Query(sumBy("pod", rate(of("jvm_gc_collection_seconds_sum"))), BY_POD))
                .badFrom(0.1),
            graph(
                "Last collection",
                "Duration of the last collection of each collector.",
                Unit.SECONDS,
                new Query(of("jvm_gc_last_collection_seconds"), "{{pod}} {{gc}}"))));
  }

  private static Row process() {
    return new Row(
        "Process",
        List.of(
            graph(
                "CPU",
                "Cores in use.",
                Unit.CORES,
                new Query(sumBy("pod", rate(of("process_cpu_seconds_total"))), BY_POD)),
            graph(
                "Threads",
                "Live threads.",
                Unit.NUMBER,
                new Query(of("jvm_threads_current"), BY_POD)),
            graph(
                    "Open files",
                    "Ratio of the limit of file descriptors, which include connections.",
                    Unit.RATIO,
                    new Query(of("process_open_fds") + " / " + of("process_max_fds"), BY_POD))
                .badFrom(0.8),
            graph(
                "Uptime",
                "Time since the start of the JVM.",
                Unit.SECONDS,
                new Query("time() - " + of("process_start_time_seconds"), BY_POD))));
  }
}
