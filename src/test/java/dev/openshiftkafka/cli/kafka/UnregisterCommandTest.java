package dev.openshiftkafka.cli.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Scripts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of {@code kafka-cluster unregister}; the list is in the format of Kafka 4.3. */
class UnregisterCommandTest {
  static final String ENDPOINTS =
      """
ID         HOST                               PORT       RACK       STATE      ENDPOINT_TYPE
0          kafka-kafka-0.kafka-kafka-headless 9092       local-a    unfenced   broker
3          kafka-kafka-3.kafka-kafka-headless 9092       local-a    fenced     broker
4          kafka-kafka-4.kafka-kafka-headless 9092       local-b    fenced     broker
""";

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() {
    scripts =
        new Scripts(folder)
            .standIn(
                "oc",
                """
case "$*" in
  *image*) echo kafka:4.3.1 ;;
  *ClusterTool*list-endpoints*) cat endpoints ;;
  *ClusterTool*unregister*) all="$*"; echo "${all#*ClusterTool }" >>unregistered ;;
  *TopicCommand*--describe*) cat topics ;;
  *create*) cat >pod ;;
esac
""");
    scripts.write("endpoints", ENDPOINTS);
    scripts.write("topics", "\tTopic: a\tPartition: 0\tLeader: 0\tReplicas: 0,1,2\tIsr: 0,1,2\n");
  }

  private CommandRun unregister(String brokers) {
    return CommandRun.run(
        scripts, UnregisterCommand.NAME, "--namespace=kafka", "--brokers=" + brokers);
  }

  @Test
  void unregister_fencedBrokers_unregistersEach() {
    CommandRun ended = unregister("3,4");

    assertEquals(0, ended.status(), ended.output());
    assertEquals(
        "unregister --bootstrap-server kafka-kafka:9092 --id 3\n"
            + "unregister --bootstrap-server kafka-kafka:9092 --id 4\n",
        scripts.read("unregistered"));
  }

  @Test
  void unregister_runningBroker_isRefused() {
    CommandRun ended = unregister("0,3");

    assertEquals(1, ended.status());
    assertTrue(
        ended
            .output()
            .contains(
                "--brokers: 0: not registered, or still running; registered and not running: 3,4"),
        ended.output());
    assertEquals("", scripts.read("unregistered"));
  }

  @Test
  void unregister_brokerWithReplicas_isRefused() {
    scripts.write("topics", "\tTopic: a\tPartition: 0\tLeader: 0\tReplicas: 0,3,2\tIsr: 0,2\n");

    CommandRun ended = unregister("3");

    assertEquals(1, ended.status());
    assertTrue(ended.output().contains("1 partitions have replicas on these brokers"));
    assertEquals("", scripts.read("unregistered"));
    assertEquals(0, unregister("4").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "3;4"})
  void unregister_invalidIds_endsWithTwo(String ids) {
    assertEquals(2, unregister(ids).status());
  }
}
