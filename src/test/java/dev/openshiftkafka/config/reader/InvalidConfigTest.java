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
 * Invalid configurations and the complete report of each, from src/test/resources/config/invalid.
 *
 * <p>A case edits a valid stack file (by default that of stack local). Its faults are all lines of
 * the report, in order, without the namespace of the keys.
 */
class InvalidConfigTest {
  private static final Path CASES = Path.of("src/test/resources/config/invalid");

  /** An invalid configuration. */
  record Case(String name, String stack, Map<String, Object> edit, List<String> faults) {
    @SuppressWarnings("unchecked")
    static Case of(Map<String, Object> invalid) {
      return new Case(
          (String) invalid.get("name"),
          (String) invalid.getOrDefault("stack", "local"),
          (Map<String, Object>) invalid.get("edit"),
          (List<String>) invalid.get("faults"));
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

  static Stream<Case> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().flatMap(InvalidConfigTest::cases).toList().stream();
    }
  }

  private static Stream<Case> cases(Path file) {
    try (var reader = Files.newBufferedReader(file)) {
      List<Map<String, Object>> cases = new Yaml().load(reader);
      return cases.stream().map(Case::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void read_invalidConfiguration_reportsAllFaults(Case invalid) {
    var values = StackEdit.apply(StackFile.read(invalid.stack()), invalid.edit());
    var source = new ConfigSource("openshift-kafka", invalid.stack(), values);

    var exception = assertThrows(InvalidConfigException.class, source::read);

    assertEquals(invalid.report(), exception.getMessage());
  }

  @Test
  void cases_names_areUnique() throws IOException {
    List<String> names = cases().map(Case::name).toList();
    assertEquals(names.stream().distinct().toList(), names);
  }
}
