package dev.openshiftkafka.config.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Wrong configurations and the whole report of each, from the tables in src/test/resources/config.
 *
 * <p>A row edits a valid stack file (stack local when it names none); its faults are all lines of
 * the report, in their order, without the namespace before each key.
 */
class InvalidConfigTest {
  private static final Path TABLES = Path.of("src/test/resources/config/invalid");

  /** One wrong configuration. */
  record Row(String name, String stack, Map<String, Object> edit, List<String> faults) {
    @SuppressWarnings("unchecked")
    static Row of(Map<String, Object> row) {
      return new Row(
          (String) row.get("name"),
          (String) row.getOrDefault("stack", "local"),
          (Map<String, Object>) row.get("edit"),
          (List<String>) row.get("faults"));
    }

    String report() {
      String heading = faults.size() == 1 ? "1 error" : faults.size() + " errors";
      return faults.stream()
          .map(fault -> "\n  openshift-kafka:" + fault)
          .collect(
              Collectors.joining(
                  "", "The configuration of stack '" + stack + "' has " + heading + ":", ""));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() throws IOException {
    try (Stream<Path> tables = Files.list(TABLES)) {
      return tables.sorted().flatMap(InvalidConfigTest::rows).toList().stream();
    }
  }

  private static Stream<Row> rows(Path table) {
    try (var reader = Files.newBufferedReader(table)) {
      List<Map<String, Object>> rows = new Yaml().load(reader);
      return rows.stream().map(Row::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isReportedInFull(Row row) {
    var values = StackEdit.apply(StackFile.read(row.stack()), row.edit());
    var source = new ConfigSource("openshift-kafka", row.stack(), values);

    var invalid = assertThrows(InvalidConfigException.class, source::read);

    assertEquals(row.report(), invalid.getMessage());
  }

  @Test
  void eachRowHasANameOfItsOwn() throws IOException {
    List<String> names = rows().map(Row::name).toList();
    assertEquals(names.stream().distinct().toList(), names);
  }
}
