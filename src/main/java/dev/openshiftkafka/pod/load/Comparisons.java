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

/** Puts a run beside what others published and what the hardware below it can write. */
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
   * Compares.
   *
   * @param rate delivered records per second
   * @param brokers brokers of the cluster
   * @param hardware what the brokers run on; null when the stack does not declare it
   */
  static List<Comparison> of(Workload workload, double rate, int brokers, Hardware hardware) {
    var comparisons = new Comparisons(workload, rate);
    if (workload.reference() != null) {
      comparisons.published(workload.reference());
    }
    // What the brokers' disks and network allow says nothing about reads from the page cache.
    if (hardware != null && workload.produce().producers() > 0) {
      comparisons.ceilings(hardware, brokers);
    }
    return List.copyOf(comparisons.rows);
  }

  private void published(Reference other) {
    rows.add(
        new Comparison(
            other.name(),
            other.recordsPerSecond(),
            other.megabytesPerSecond(),
            rate / other.recordsPerSecond(),
            other.remark()));
  }

  private void ceilings(Hardware hardware, int brokers) {
    int partitions = workload.topics().count() * workload.topics().partitions();
    var layout =
        new Layout(
            brokers,
            Math.min(partitions, brokers),
            Math.min(workload.topics().replicationFactor(), brokers));
    ThroughputLimit burst = hardware.ceiling(layout, true);
    ceiling("hardware, burst", burst, "bound by the " + burst.binds());
    ThroughputLimit sustained = hardware.ceiling(layout, false);
    ceiling(
        "hardware, sustained",
        sustained,
        "bound by the " + sustained.binds() + "; " + credits(hardware, layout));
  }

  private void ceiling(String name, ThroughputLimit ceiling, String remark) {
    double records = ceiling.messagesPerSecond(messageBytes);
    rows.add(
        new Comparison(name, records, ceiling.payloadMBps(messageBytes), rate / records, remark));
  }

  /** Records count on disk with what Kafka adds to them, as in the ceilings. */
  private String credits(Hardware hardware, Layout layout) {
    double writeMBps = rate * ThroughputLimit.bytesOfRecord(messageBytes) / 1e6;
    double hours = BurstDuration.of(hardware.volume(), layout, writeMBps).bucketHours();
    return Double.isInfinite(hours)
        ? "the volumes hold this rate without end"
        : String.format(Locale.ROOT, "full buckets hold this rate for %.2f h", hours);
  }

  /** A run and what it is beside, as lines of a table; none when it is beside nothing. */
  static List<String> table(
      double recordsPerSecond, double megabytesPerSecond, List<Comparison> comparisons) {
    if (comparisons.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add(line("", "records/s", "MB/s", "this run / it", ""));
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
