package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.BenchmarkConfig;
import dev.openshiftkafka.testing.TestJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The named workloads are valid and match the configuration's list. */
class NamedWorkloadsTest {
  private static final Path FOLDER =
      Path.of("src/main/resources/dev/openshiftkafka/stack/benchmark/workloads");

  @TempDir private Path folder;

  static List<String> names() {
    return BenchmarkConfig.WORKLOADS;
  }

  @Test
  void files_all_areInConfiguration() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(
          names().stream().map(name -> name + ".yaml").sorted().toList(),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void read_namedWorkload_isValidWithDescription(String name) throws IOException {
    Object yaml = new Yaml().load(Files.readString(FOLDER.resolve(name + ".yaml")));
    Path file = Files.writeString(folder.resolve(name + ".json"), TestJson.write(yaml));

    Workload workload = WorkloadFile.read(file.toString(), List.of());

    assertEquals(name, workload.name());
    assertTrue(workload.description().endsWith("."), workload.description());
  }
}
