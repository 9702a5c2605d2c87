package dev.openshiftkafka.cli.report;

import dev.openshiftkafka.pod.load.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the output of rdkafka_performance line by line: of librdkafka 0.11, which the article
 * uses, and later versions; of producers and consumers; as sentences and as a table ({@code -u}).
 */
final class RdkafkaOutput {
  private static final String NUMBER = "(\\d+(?:\\.\\d+)?)";

  private static final Pattern ANNOUNCED =
      Pattern.compile("% Sending (?:(\\d+) )?messages of size (\\d+) bytes");

  private static final Pattern PRODUCED =
      Pattern.compile(
          "% (\\d+) messages produced \\((\\d+) bytes\\), (\\d+) delivered"
              + " \\(offset -?\\d+, (\\d+) failed\\) in (\\d+)ms: (\\d+) msgs/s and "
              + NUMBER
              + " MB/s, \\d+ produce failures, (\\d+) in queue, (\\S+) compression");

  private static final Pattern CONSUMED =
      Pattern.compile(
          "% (\\d+) messages \\((\\d+) bytes\\) consumed in (\\d+)ms: (\\d+) msgs/s \\("
              + NUMBER
              + " MB/s\\)(?:, latency curr/avg/lo/hi [^/]+/"
              + NUMBER
              + "/"
              + NUMBER
              + "/"
              + NUMBER
              + "ms)?");

  private static final Pattern BACKPRESSURES =
      Pattern.compile("% (\\d+) backpressures for (\\d+) produce calls");

  private static final Pattern ERROR =
      Pattern.compile(
          "% ((?:FATAL )?ERROR CALLBACK: .*|produce error: .*|Message delivery failed .*"
              + "|Consume error .*|No such partition: .*|Failed to .*)");

  /** Start of the lines with figures, in any format. */
  private static final Pattern FIGURES =
      Pattern.compile(
          "^% \\d+ (messages produced|messages \\(\\d+ bytes\\) consumed|backpressures)");

  private final RdkafkaTable table = new RdkafkaTable();
  private final List<RdkafkaReport.Second> series = new ArrayList<>();
  private RdkafkaLine last = RdkafkaLine.START;
  private @Nullable Long records;
  private @Nullable Integer messageBytes;
  private @Nullable String compression;
  private @Nullable Long backpressures;
  private @Nullable Long produceCalls;
  private @Nullable String firstFailure;
  private boolean writes;
  private boolean hasFigures;

  /**
   * Parses one line; other lines are ignored.
   *
   * @throws IllegalArgumentException when a line with figures has an unknown format
   */
  void read(String line) {
    if (!(announced(line) || produced(line) || consumed(line) || backpressures(line))) {
      if (FIGURES.matcher(line).find()) {
        throw new IllegalArgumentException("unknown format of a line with figures: " + line);
      }
      table.row(line).ifPresent(this::add);
      writes |= table.isOfProducer();
      Matcher error = ERROR.matcher(line);
      if (firstFailure == null && error.find()) {
        firstFailure = error.group(1);
      }
    }
  }

  private boolean announced(String line) {
    Matcher found = ANNOUNCED.matcher(line);
    if (!found.find()) {
      return false;
    }
    writes = true;
    records = found.group(1) == null ? null : Long.valueOf(found.group(1));
    messageBytes = Integer.valueOf(found.group(2));
    return true;
  }

  private boolean produced(String line) {
    Matcher found = PRODUCED.matcher(line);
    if (!found.find()) {
      return false;
    }
    writes = true;
    // The output is "no compression" without -z, and the name of the codec with it.
    compression = found.group(9).equals("no") ? "none" : found.group(9);
    add(
        new RdkafkaLine(
            number(found, 5),
            number(found, 1),
            number(found, 2),
            number(found, 3),
            number(found, 4),
            0,
            number(found, 6),
            Double.parseDouble(found.group(7)),
            number(found, 8),
            null));
    return true;
  }

  private boolean consumed(String line) {
    Matcher found = CONSUMED.matcher(line);
    if (!found.find()) {
      return false;
    }
    RdkafkaLatency latency =
        found.group(6) == null
            ? null
            : new RdkafkaLatency(
                Double.parseDouble(found.group(6)),
                Double.parseDouble(found.group(7)),
                Double.parseDouble(found.group(8)));
    double megabytes = Double.parseDouble(found.group(5));
    add(
        new RdkafkaLine(
            number(found, 3),
            0,
            number(found, 2),
            0,
            0,
            number(found, 1),
            number(found, 4),
            megabytes,
            0,
            latency));
    return true;
  }

  private boolean backpressures(String line) {
    Matcher found = BACKPRESSURES.matcher(line);
    if (!found.find()) {
      return false;
    }
    backpressures = number(found, 1);
    produceCalls = number(found, 2);
    return true;
  }

  private void add(RdkafkaLine line) {
    // The last line can repeat the second of the line before.
    if (line.milliseconds() > last.milliseconds()) {
      series.add(line.since(last));
    }
    if (messageBytes == null) {
      messageBytes = line.messageBytes();
    }
    last = line;
    hasFigures = true;
  }

  private static long number(Matcher found, int group) {
    return Long.parseLong(found.group(group));
  }

  /**
   * The report of all lines.
   *
   * @throws IllegalArgumentException when no line had figures
   */
  RdkafkaReport report(String name, String run) {
    if (!hasFigures) {
      throw new IllegalArgumentException(
          "no figures of rdkafka_performance in the input"
              + (firstFailure == null ? "" : "; first error: " + firstFailure));
    }
    return new RdkafkaReport(
        Report.SCHEMA,
        run,
        new RdkafkaReport.Workload(
            name, records, writes ? new RdkafkaReport.Produce(messageBytes, compression) : null),
        last.milliseconds() / 1000.0,
        last.produced(),
        last.delivered(),
        last.failed(),
        last.consumed(),
        last.perSecond(),
        last.megabytesPerSecond(),
        last.failed() > 0 || last.delivered() + last.consumed() == 0 ? firstFailure : null,
        new RdkafkaReport.Extras(produceCalls, backpressures, last.latency()),
        List.copyOf(series));
  }
}
