package dev.openshiftkafka.stack.monitoring;

import dev.openshiftkafka.config.StackConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics and labels of recorded scrapes, to check that queries use only these. */
public final class KnownMetrics {
  private static final Path SCRAPES = Path.of("src/test/resources/observability/scrapes");
  private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:]+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)(?:=~|!=|!~|=)\"([^\"]*)\"");

  /** Labels that Prometheus adds to every series of a pod. */
  private static final Set<String> ADDED =
      Set.of("namespace", "pod", "container", "job", "component", "instance");

  /** Metrics that brokers and quorum do not export. */
  private static final Map<String, Set<String>> OTHER_SOURCES =
      Map.of(
          // The kubelet, for each mounted PersistentVolumeClaim.
          "kubelet_volume_stats_available_bytes", Set.of("persistentvolumeclaim"),
          "kubelet_volume_stats_capacity_bytes", Set.of("persistentvolumeclaim"),
          // The JMX exporter's program, in stacks with certificates.
          "kafka_certificate_expiration_timestamp_seconds", Set.of("certificate"),
          // Brokers with tiered storage, which the recorded ones did not have.
          "kafka_server_brokertopicmetrics_remotecopyerrors_total", Set.of(),
          "kafka_server_brokertopicmetrics_remotefetcherrors_total", Set.of(),
          "kafka_server_brokertopicmetrics_remotedeleteerrors_total", Set.of(),
          "kafka_server_brokertopicmetrics_remotecopylagbytes", Set.of(),
          // The receiver kafkametrics of the OpenTelemetry Collector.
          "kafka_consumer_group_lag", Set.of("group", "topic", "partition"),
          "kafka_consumer_group_lag_sum", Set.of("group", "topic"));

  /** Exported only until a broker has loaded its logs, which the recorded brokers had. */
  public static final Map<String, Set<String>> AT_START =
      Map.of(
          "kafka_log_logmanager_remaininglogstorecover", Set.of("dir"),
          "kafka_log_logmanager_remainingsegmentstorecover", Set.of("dir", "threadNum"));

  /** Exported per topic only after a failed request, which the recorded brokers did not have. */
  private static final List<String> AFTER_FAILURE =
      List.of(
          "kafka_server_brokertopicmetrics_failedproducerequests_total",
          "kafka_server_brokertopicmetrics_failedfetchrequests_total");

  private final Map<String, Set<String>> labels = new HashMap<>(OTHER_SOURCES);

  private KnownMetrics() {}

  /** The metrics of a configuration; during a migration, those of both metadata modes. */
  public static KnownMetrics of(StackConfig config) {
    var known = new KnownMetrics();
    if (config.hasZooKeeper()) {
      List.of("zookeeper-broker", "zookeeper").forEach(known::read);
    }
    if (config.hasControllers()) {
      List.of("kraft-broker", "controller").forEach(known::read);
    }
    known.labels.putAll(AT_START);
    AFTER_FAILURE.forEach(metric -> known.labels.get(metric).add("topic"));
    return known;
  }

  private void read(String file) {
    try {
      for (String line : Files.readAllLines(SCRAPES.resolve(file + ".txt"))) {
        Matcher series = SERIES.matcher(line);
        if (series.find()) {
          labels
              .computeIfAbsent(series.group(1), name -> new HashSet<>())
              .addAll(labelsOf(series.group(2)).keySet());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Metrics and labels of a query that are not exported. */
  public List<String> unknownIn(String query) {
    var unknown = new ArrayList<String>();
    Matcher asked = Pattern.compile("([a-zA-Z_:]+)\\{([^}]*)}").matcher(query);
    while (asked.find()) {
      Set<String> has = labels.get(asked.group(1));
      if (has == null) {
        unknown.add(asked.group(1));
        continue;
      }
      labelsOf(asked.group(2)).keySet().stream()
          .filter(label -> !ADDED.contains(label) && !has.contains(label))
          .forEach(label -> unknown.add(asked.group(1) + " with " + label));
    }
    return unknown;
  }

  private static Map<String, String> labelsOf(String text) {
    var labels = new HashMap<String, String>();
    Matcher label = LABEL.matcher(text == null ? "" : text);
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    return labels;
  }
}
