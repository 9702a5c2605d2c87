package dev.openshiftkafka.pod.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import dev.openshiftkafka.pod.zookeeper.ZooKeeperMetadata;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Volumes that the init container of a controller keeps, refuses, or waits with. */
class FormatCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = Files.createDirectories(folder.resolve("metadata"));
    properties("controller.quorum.bootstrap.servers=127.0.0.1:1,127.0.0.1:2");
  }

  private void properties(String voters) throws IOException {
    Files.writeString(
        folder.resolve("server.properties"),
        """
        process.roles=controller
        node.id=1000
        listeners=CONTROLLER://:1
        advertised.listeners=CONTROLLER://127.0.0.1:1
        log.dirs=%s
        %s
        """
            .formatted(data, voters));
  }

  private int run(String... options) {
    var arguments = new String[options.length + 2];
    arguments[0] = "--server-properties=" + folder.resolve("server.properties");
    arguments[1] = "--timeout-seconds=0";
    System.arraycopy(options, 0, arguments, 2, options.length);
    var writer = new PrintWriter(out, true);
    return new CommandLine(new FormatCommand()).setOut(writer).setErr(writer).execute(arguments);
  }

  private void format(String id) throws IOException {
    Files.writeString(data.resolve("meta.properties"), "version=1\ncluster.id=" + id + "\n");
  }

  private void quorumState(int version) throws IOException {
    Path log = Files.createDirectories(data.resolve("__cluster_metadata-0"));
    Files.writeString(
        log.resolve("quorum-state"),
        "{\"leaderId\":1000,\"leaderEpoch\":4,\"data_version\":%d}".formatted(version));
  }

  @Test
  void formattedVolume_sameCluster_isKept() throws IOException {
    format("id");
    quorumState(1);

    assertThat(run("--cluster-id=id", "--found-quorum")).isZero();
    assertThat(out.toString()).contains("the volume keeps cluster id id");
  }

  @Test
  void formattedVolume_otherCluster_isRefused() throws IOException {
    format("other");

    assertThat(run("--cluster-id=id")).isOne();
    assertThat(out.toString())
        .contains("belongs to cluster other, but this cluster is id; use another volume");
  }

  /** A stack on volumes that an earlier one has kept: without a list, they have no voters. */
  @Test
  void formattedVolume_ofStaticQuorum_isRefusedByNewDynamicOne() throws IOException {
    format("id");
    quorumState(0);

    assertThat(run("--cluster-id=id", "--found-quorum")).isOne();
    assertThat(out.toString())
        .contains("belongs to a quorum with a static list of voters; set quorum.membership");
    // The volumes of a quorum that moved may still have the state from before.
    assertThat(run("--cluster-id=id")).isZero();
  }

  @Test
  void emptyVolume_founderWithoutAnswers_isNotFormatted() {
    assertThat(run("--cluster-id=id", "--found-quorum")).isOne();
    assertThat(out.toString())
        .contains("the empty volume cannot be formatted yet: may found a new quorum only when");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void emptyVolume_fixedListWithoutLeader_isNotFormatted() throws IOException {
    properties("controller.quorum.voters=1000@127.0.0.1:1,1001@127.0.0.1:2");

    assertThat(run("--cluster-id=id")).isOne();
    assertThat(out.toString()).contains("no other controller leads the quorum");
    assertThat(data).isEmptyDirectory();
  }

  /** Runs the command of a controller in a migration, without other controllers. */
  private String runMigrating(boolean hasKraftMetadata) throws Exception {
    properties("controller.quorum.voters=1000@127.0.0.1:1,1001@127.0.0.1:2");
    var metadata = mock(ZooKeeperMetadata.class);
    when(metadata.clusterId()).thenReturn("id");
    when(metadata.attempt()).thenReturn("first");
    when(metadata.hasKraftMetadata()).thenReturn(hasKraftMetadata);
    try (var connections = mockStatic(ZooKeeperMetadata.class)) {
      connections.when(() -> ZooKeeperMetadata.connect("zookeeper:2181")).thenReturn(metadata);
      // Kafka's tool is not in the class path of this test.
      assertThat(run("--zookeeper=zookeeper:2181")).isOne();
    }
    return out.toString();
  }

  /** All controllers of a new quorum would wait for each other. */
  @Test
  void emptyVolume_migrationWithoutMetadata_isFormattedAtOnce() throws Exception {
    assertThat(runMigrating(false)).contains("formats the empty volume with cluster id id");
  }

  @Test
  void emptyVolume_migrationWithMetadata_waitsForTheOthers() throws Exception {
    assertThat(runMigrating(true))
        .contains("no other controller leads the quorum")
        .doesNotContain("formats");
    assertThat(data).isEmptyDirectory();
  }
}
