package dev.openshiftkafka.cli.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of rdkafka_performance {@code -u}, with a repeated heading. */
final class RdkafkaTable {
  private static final String FIRST_COLUMN = "elapsed";

  private List<String> heading = List.of();

  /** Whether the heading that was read is that of a producer. */
  boolean isOfProducer() {
    return heading.contains("dr");
  }

  /** The figures of a row; empty for a heading and for other lines. */
  Optional<RdkafkaLine> row(String line) {
    if (!line.startsWith("| ")) {
      return Optional.empty();
    }
    List<String> cells =
        Arrays.stream(line.split("\\|"))
            .map(String::strip)
            .filter(cell -> !cell.isEmpty())
            .toList();
    if (cells.contains(FIRST_COLUMN)) {
      heading = cells;
      return Optional.empty();
    }
    if (heading.isEmpty() || cells.size() != heading.size()) {
      throw new IllegalArgumentException("the number of columns differs from the heading: " + line);
    }
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < cells.size(); i++) {
      values.put(heading.get(i), cells.get(i));
    }
    return Optional.of(isOfProducer() ? produced(values) : consumed(values));
  }

  private static RdkafkaLine produced(Map<String, String> row) {
    return new RdkafkaLine(
        whole(row, "elapsed"),
        whole(row, "msgs"),
        whole(row, "bytes"),
        whole(row, "dr"),
        whole(row, "dr_err"),
        0,
        whole(row, "dr_m/s"),
        real(row, "dr_MB/s"),
        whole(row, "outq"),
        latency(row));
  }

  private static RdkafkaLine consumed(Map<String, String> row) {
    return new RdkafkaLine(
        whole(row, "elapsed"),
        0,
        whole(row, "bytes"),
        0,
        whole(row, "rx_err"),
        whole(row, "msgs"),
        whole(row, "m/s"),
        real(row, "MB/s"),
        0,
        latency(row));
  }

  private static @Nullable RdkafkaLatency latency(Map<String, String> row) {
    return row.containsKey("lat_avg")
        ? new RdkafkaLatency(real(row, "lat_avg"), real(row, "lat_lo"), real(row, "lat_hi"))
        : null;
  }

  private static long whole(Map<String, String> row, String column) {
    return Long.parseLong(cell(row, column));
  }

  private static double real(Map<String, String> row, String column) {
    return Double.parseDouble(cell(row, column));
  }

  private static String cell(Map<String, String> row, String column) {
    String cell = row.get(column);
    if (cell == null) {
      throw new IllegalArgumentException(
          "column "
              + column
              + " is missing in the table; it has: "
              + String.join(", ", row.keySet()));
    }
    return cell;
  }
}
