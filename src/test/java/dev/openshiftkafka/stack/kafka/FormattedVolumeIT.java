package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.testing.KafkaBrokers;
import dev.openshiftkafka.testing.KafkaJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why {@link dev.openshiftkafka.guard.VersionGuard} refuses the way back to 4.3 (KIP-1170). */
@Tag("nightly")
class FormattedVolumeIT {
  @TempDir Path work;

  /** A controller of one version on a volume that another version has formatted. */
  @ParameterizedTest
  @CsvSource({
    "4.3.1, 4.3.1, true",
    "4.3.1, 4.4.0, true",
    "4.4.0, 4.4.0, true",
    "4.4.0, 4.3.1, false"
  })
  void controller_formattedVolume_findsFeatureLevels(
      String formatted, String version, boolean found) throws Exception {
    int port = KafkaBrokers.freePort();
    Path properties = Files.writeString(work.resolve("controller.properties"), properties(port));
    try (var processes =
        new LocalProcesses(work, NodeJvm.of(MigratingCluster.config("upgraded")))) {
      List<String> format =
          List.of(
              "kafka.tools.StorageTool",
              "format",
              "--cluster-id=MkU3OEVBNTcwNTJENDM2Qk",
              "--config=" + properties);
      int status = processes.start("format", libraries(formatted), List.of(), format).waitFor();
      assertThat(status).as(processes.log("format")).isZero();

      processes.start(
          "controller",
          libraries(version),
          List.of(),
          List.of("kafka.Kafka", properties.toString()));

      LocalProcesses.awaitPort(port);
      Map<String, Short> levels = levels(port);
      assertThat(levels).containsKey("metadata.version");
      assertThat(levels.containsKey("group.version"))
          .as("%s on a volume of %s: %s", version, formatted, levels)
          .isEqualTo(found);
    }
  }

  private String properties(int port) throws IOException {
    return """
        process.roles=controller
        node.id=1000
        controller.quorum.voters=1000@localhost:%d
        controller.listener.names=CONTROLLER
        listeners=CONTROLLER://localhost:%d
        log.dirs=%s
        """
        .formatted(port, port, Files.createDirectories(work.resolve("data")));
  }

  private static String libraries(String version) {
    return KafkaJars.folder(version) + "/*";
  }

  /** The finalized levels, once the controller has activated. */
  private static Map<String, Short> levels(int port) {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, "localhost:" + port);
    try (Admin admin = Admin.create(client)) {
      return Awaitility.await("finalized features")
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(
              () ->
                  admin
                      .describeFeatures()
                      .featureMetadata()
                      .get()
                      .finalizedFeatures()
                      .entrySet()
                      .stream()
                      .collect(
                          Collectors.toMap(
                              Map.Entry::getKey, level -> level.getValue().maxVersionLevel())),
              levels -> levels.containsKey("metadata.version"));
    }
  }
}
