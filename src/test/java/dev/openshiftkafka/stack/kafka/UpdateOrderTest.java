package dev.openshiftkafka.stack.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for what. */
class UpdateOrderTest {
  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod", "local"})
  void brokersWaitForTheQuorum(String stack) {
    StackRun run = StackRun.preview(stack, StackFile.read(stack), Map.of());

    long quorums =
        run.object("StatefulSet", "kafka-kafka").dependsOn().stream()
            .filter(urn -> urn.contains(":StatefulSet::"))
            .count();
    assertEquals(1, quorums);
  }
}
