package dev.openshiftkafka.pod.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings;
import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings.Address;
import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings.Controllers;
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
  private static final List<Address> CONTROLLERS =
      List.of(controller(0), controller(1), controller(2));

  private static Address controller(int ordinal) {
    return new Address(
        "kafka-controller-" + ordinal + ".kafka-controller-headless.kafka.svc.cluster.local", 9093);
  }

  private static Controllers none() {
    return new Controllers(false, List.of(), -1);
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
        new NodeSettings(2, false, false, none(), NodeConnections.plain(9092)),
        of("dev", "kafka-kafka", 2));
    assertEquals(
        new NodeSettings(
            1, false, false, new Controllers(true, CONTROLLERS, -1), NodeConnections.plain(9092)),
        of("dynamic-kraft", "kafka-kafka", 1));
    assertEquals(
        new NodeSettings(
            1001, true, false, new Controllers(true, CONTROLLERS, 1), NodeConnections.plain(9093)),
        of("dynamic-kraft", "kafka-controller", 1));
  }

  @Test
  void read_fixedListOfVoters_isStatic() throws IOException {
    NodeSettings node =
        read(
            """
            process.roles=controller
            node.id=1002
            listeners=CONTROLLER://:9093
            advertised.listeners=CONTROLLER://c:9093
            controller.quorum.voters=1000@a:9093,1001@b:9093,1002@c:9093
            """);

    assertEquals(
        new Controllers(
            false,
            List.of(new Address("a", 9093), new Address("b", 9093), new Address("c", 9093)),
            2),
        node.quorum());
    assertEquals(List.of(new Address("a", 9093), new Address("b", 9093)), node.quorum().others());
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
