package dev.openshiftkafka.capacity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table in CSV, whose first line has the names of the columns. Lines that begin with {@code #}
 * are comments, and cells can be padded with spaces.
 *
 * @param columns names of the columns
 * @param rows rows with as many cells as there are columns
 */
record CsvTable(List<String> columns, List<Row> rows) {

  /**
   * A row.
   *
   * @param line number of its line, from 1
   * @param cells texts by column
   */
  record Row(int line, Map<String, String> cells) {
    String text(String column) {
      return Objects.requireNonNull(cells.get(column), column);
    }

    int integer(String column) {
      return Integer.parseInt(text(column));
    }

    double number(String column) {
      return Double.parseDouble(text(column));
    }
  }

  /** A table that is part of the program. */
  static CsvTable resource(String name) {
    try (@Nullable InputStream file = CsvTable.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
      return parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Parses a table.
   *
   * @throws IllegalArgumentException with the number of a line that has too many or too few cells
   */
  static CsvTable parse(String text) {
    List<String> columns = List.of();
    var rows = new ArrayList<Row>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = List.of(line.strip().split("\\s*,\\s*", -1));
      if (columns.isEmpty()) {
        columns = cells;
        continue;
      }
      if (cells.size() != columns.size()) {
        throw new IllegalArgumentException(
            "line %d: has %d cells, but the table has %d columns"
                .formatted(number, cells.size(), columns.size()));
      }
      var byColumn = new LinkedHashMap<String, String>();
      for (int i = 0; i < cells.size(); i++) {
        byColumn.put(columns.get(i), cells.get(i));
      }
      rows.add(new Row(number, byColumn));
    }
    return new CsvTable(columns, rows);
  }
}
