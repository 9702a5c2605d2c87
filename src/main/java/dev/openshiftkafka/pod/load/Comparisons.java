package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.capacity.model.BurstDuration;
import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.capacity.model.Layout;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import dev.openshiftkafka.pod.load.Report.Comparison;
import dev.openshiftkafka.pod.load.Workload.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares a run with a published result and with the limits of the brokers' hardware. */
final class Comparisons {
  private final Workload workload;
  private final int messageBytes;
  private final double rate;
  private final List<Comparison> rows = new ArrayList<>();

  private Comparisons(Workload workload, double rate) {
    this.workload = workload;
    this.messageBytes = workload.produce().messageBytes();
    this.rate = rate;
  }

  /**
   * Compares a run.
   *
   * @param rate delivered records per second
   * @param brokers number of brokers
   * @param hardware the brokers' hardware; null when the stack does not declare it
   */
  static List<Comparison> of(
      Workload workload, double rate, int brokers, @Nullable Hardware hardware) {
    var comparisons = new Comparisons(workload, rate);
    if (workload.reference() != null) {
      comparisons.addReference(workload.reference());
    }
    // The write limits of disks and network do not apply to reads from the page cache.
    if (hardware != null && workload.produce().producers() > 0) {
      comparisons.addLimits(hardware, brokers);
    }
    return List.copyOf(comparisons.rows);
  }

  private void addReference(Reference reference) {
    rows.add(
        new Comparison(
            reference.name(),
            reference.recordsPerSecond(),
            reference.megabytesPerSecond(),
            rate / reference.recordsPerSecond(),
            reference.remark()));
  }

  private void addLimits(Hardware hardware, int brokers) {
    int partitions = workload.topics().count() * workload.topics().partitions();
    var layout =
        new Layout(
            brokers,
            Math.min(partitions, brokers),
            Math.min(workload.topics().replicationFactor(), brokers));
    ThroughputLimit burst = hardware.ceiling(layout, true);
    addLimit("hardware, burst", burst, "bound by the " + burst.binds());
    ThroughputLimit sustained = hardware.ceiling(layout, false);
    addLimit(
        "hardware, sustained",
        sustained,
        "bound by the " + sustained.binds() + "; " + burstDuration(hardware, layout));
  }

  private void addLimit(String name, ThroughputLimit limit, String remark) {
    double records = limit.messagesPerSecond(messageBytes);
    rows.add(
        new Comparison(name, records, limit.payloadMBps(messageBytes), rate / records, remark));
  }

  /** Counts records with Kafka's overhead on disk, as the limits do. */
  private String burstDuration(Hardware hardware, Layout layout) {
    double writeMBps = rate * ThroughputLimit.bytesOfRecord(messageBytes) / 1e6;
    double hours = BurstDuration.of(hardware.volume(), layout, writeMBps).bucketHours();
    return Double.isInfinite(hours)
        ? "the volumes sustain this rate indefinitely"
        : String.format(Locale.ROOT, "full burst buckets sustain this rate for %.2f h", hours);
  }

  /** Formats a run and its comparisons as lines of a table; no lines without comparisons. */
  static List<String> table(
      double recordsPerSecond, double megabytesPerSecond, List<Comparison> comparisons) {
    if (comparisons.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add(line("", "records/s", "MB/s", "ratio", ""));
    lines.add(line("this run", recordsPerSecond, megabytesPerSecond, 1, ""));
    for (Comparison row : comparisons) {
      lines.add(
          line(
              row.name(),
              row.recordsPerSecond(),
              row.megabytesPerSecond(),
              row.ratio(),
              row.remark()));
    }
    return lines;
  }

  private static String line(
      String name, double records, double megabytes, double ratio, String remark) {
    return line(name, text("%,.0f", records), text("%.2f", megabytes), text("%.2f", ratio), remark);
  }

  private static String line(
      String name, String records, String megabytes, String ratio, String remark) {
    return text("%-20s %12s %10s %14s  %s", name, records, megabytes, ratio, remark)
        .stripTrailing();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
