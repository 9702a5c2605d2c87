package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings;
import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings.Voter;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings read from the server.properties that the stack renders. */
class NodeSettingsTest {
  private static final List<Voter> VOTERS = List.of(voter(0), voter(1), voter(2));

  private static Voter voter(int ordinal) {
    return new Voter(
        1000 + ordinal,
        "kafka-controller-" + ordinal + ".kafka-controller-headless.kafka.svc.cluster.local",
        9093);
  }

  @TempDir private Path folder;

  private NodeSettings read(String text) throws IOException {
    return NodeSettings.read(Files.writeString(folder.resolve("server.properties"), text));
  }

  private NodeSettings of(String stack, String set, int ordinal) throws IOException {
    Declared files = StackRun.update(stack, StackFile.read(stack)).object("ConfigMap", set);
    return read((String) files.at("data", set + "-" + ordinal + ".properties"));
  }

  @Test
  void read_renderedFiles_tellsRoles() throws IOException {
    assertEquals(
        new NodeSettings(2, false, false, List.of(), NodeConnections.plain(9092)),
        of("dev", "kafka-kafka", 2));
    assertEquals(
        new NodeSettings(1, false, false, VOTERS, NodeConnections.plain(9092)),
        of("dynamic-kraft", "kafka-kafka", 1));
    assertEquals(
        new NodeSettings(1001, true, false, VOTERS, NodeConnections.plain(9093)),
        of("dynamic-kraft", "kafka-controller", 1));
  }

  @Test
  void read_severalListeners_takesFirstPort() throws IOException {
    assertEquals(
        9095, read("node.id=7\nlisteners=PLAINTEXT://:9095,SSL://:9096\n").connections().port());
  }

  @Test
  void read_noId_throws() {
    var thrown = assertThrows(IOException.class, () -> read("listeners=PLAINTEXT://:9092\n"));
    assertEquals(
        folder.resolve("server.properties")
            + ": has no node.id or broker.id, or no port in listeners; set them",
        thrown.getMessage());
  }
}
