package dev.openshiftkafka.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.testing.KafkaJars;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs in pods use the Kafka classes of the deployed version, also internal ones, which a new
 * version may move.
 */
class PodLibrariesIT {
  @ParameterizedTest
  @MethodSource("dev.openshiftkafka.testing.PinnedVersions#kafka")
  void programs_kafkaOfVersion_hasTheirClasses(String version) throws Exception {
    String libraries;
    try (Stream<Path> jars = Files.list(KafkaJars.folder(version))) {
      libraries =
          jars.map(Path::toString)
              .filter(file -> file.endsWith(".jar"))
              .collect(Collectors.joining(":"));
    }
    Path programs =
        Path.of(Names.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var out = new StringWriter();

    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(
            new PrintWriter(out),
            new PrintWriter(out),
            "--missing-deps",
            "--multi-release=17",
            "--class-path=" + libraries,
            programs.toString());

    // The report has other missing libraries, which are not Kafka's.
    assertThat(out.toString()).contains("-> picocli.CommandLine");
    List<String> missing =
        out.toString().lines().filter(line -> line.contains("-> org.apache.kafka.")).toList();
    assertThat(missing).isEmpty();
  }
}
