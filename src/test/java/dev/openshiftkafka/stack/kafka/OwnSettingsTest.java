package dev.openshiftkafka.stack.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that a stack file gives win over those of the program. */
class OwnSettingsTest {
  private static String file(Map<String, ?> edits, String map, String file) {
    StackRun run = StackRun.update("article", StackEdit.apply(StackFile.read("article"), edits));
    assertEquals(List.of(), run.result().errors());
    return String.valueOf(run.object("ConfigMap", map).at("data", file));
  }

  @Test
  void theArticlesEnsembleHasTheArticlesTimes() {
    assertTrue(
        file(Map.of(), "kafka-zookeeper", "zoo.cfg")
            .startsWith("# Server\ntickTime=2000\ninitLimit=10\nsyncLimit=5\n"));
  }

  @Test
  void aSettingOfZooKeeperTakesThePlaceOfTheDefault() {
    String zooCfg =
        file(
            Map.of("quorum/settings", Map.of("syncLimit", "3", "snapCount", "50000")),
            "kafka-zookeeper",
            "zoo.cfg");
    assertTrue(zooCfg.contains("\nsyncLimit=3\n"), zooCfg);
    assertTrue(zooCfg.contains("\nsnapCount=50000\n"), zooCfg);
    assertEquals(1, zooCfg.split("syncLimit").length - 1, zooCfg);
  }

  @Test
  void theTimesThatABrokerGivesTheQuorumAreFree() {
    String properties =
        file(
            Map.of("kafka/settings", Map.of("zookeeper.session.timeout.ms", "12000")),
            "kafka-kafka",
            "kafka-kafka-0.properties");
    assertTrue(properties.contains("\nzookeeper.session.timeout.ms=12000\n"), properties);
  }
}
