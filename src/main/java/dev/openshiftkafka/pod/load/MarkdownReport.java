package dev.openshiftkafka.pod.load;

import java.util.Locale;

/** A report as one line of Markdown, for a pull request. */
final class MarkdownReport {
  private MarkdownReport() {}

  static String of(Report report) {
    var spec = report.workload().produce();
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "**%s**: %,.0f records/s, %.2f MB/s (%d B, %s, RF %d) over %.1f s",
            report.workload().name(),
            report.recordsPerSecond(),
            report.megabytesPerSecond(),
            spec.messageBytes(),
            spec.producers() > 0 ? "acks=" + spec.acks() : "read",
            report.workload().topics().replicationFactor(),
            report.seconds()));
    if (report.acknowledged().records() > 0) {
      text.append(times("acknowledged", report.acknowledged()));
    }
    if (report.endToEnd() != null) {
      text.append(times("read", report.endToEnd()));
    }
    for (Comparison row : report.comparisons()) {
      text.append(
          String.format(
              Locale.ROOT,
              "; %.2f x %s (%,.0f records/s)",
              row.ratio(),
              row.name(),
              row.recordsPerSecond()));
    }
    text.append(report.complete() ? "; every record arrived" : "; **FAILED**: " + report.fault());
    return text.toString();
  }

  private static String times(String what, Latency latency) {
    return String.format(
        Locale.ROOT,
        "; %s after %.1f ms (p50), %.1f ms (p99), %.1f ms (p99.9)",
        what,
        latency.p50Ms(),
        latency.p99Ms(),
        latency.p999Ms());
  }
}
