package dev.openshiftkafka.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.config.ConfigSource;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for what. */
class UpdateOrderTest {
  @ParameterizedTest
  @CsvSource({"dev, 0", "local, 0", "prod, 1"})
  void newBrokersWaitForControllersButNotForZooKeeper(String stack, int quorums) {
    StackRun run = StackRun.preview(stack, StackFile.read(stack), Map.of());

    assertEquals(quorums, quorumsBefore(run));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod", "local"})
  void brokersOfARunningClusterWaitForTheQuorum(String stack) {
    var values = StackFile.read(stack);
    var shape = DeclaredShape.of(new ConfigSource("openshift-kafka", stack, values).read());
    StackRun run = StackRun.preview(stack, values, Map.of("declaredShape", shape));

    assertEquals(1, quorumsBefore(run));
  }

  private static long quorumsBefore(StackRun run) {
    return run.object("StatefulSet", "kafka-kafka").dependsOn().stream()
        .filter(urn -> urn.contains(":StatefulSet::"))
        .count();
  }
}
