package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.e2e.TestCluster.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Deployment to a cluster that has lost a zone. */
@Needs(Capability.MACHINE)
@Tag("nightly")
@TestMethodOrder(OrderAnnotation.class)
class TwoZonesIT {
  private static final LocalStack STACK =
      LocalStack.zooKeeper("e2e-two-zones").edit(readyTimeouts(30));

  @BeforeAll
  static void loseAZone() {
    LocalStack.emptyVolumes();
    Cluster.zone("remove", "c");
  }

  @AfterAll
  static void takeDown() {
    Cluster.zone("start", "c");
    STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  @Test
  @Order(1)
  void up_zoneLost_failsAndPreflightSaysWhy() {
    var result = STACK.attempt("up", "--yes", "--non-interactive", "--skip-preview");

    assertFalse(result.ok(), result.output());
    String output = result.output();
    assertTrue(output.contains("2 out of 3 replicas succeeded readiness checks"), output);
    String reasons = STACK.preflight("cluster.pods").output();
    assertTrue(reasons.contains("pod kafka-zookeeper-2: is not scheduled: 0/2 nodes"), reasons);
    assertFalse(reasons.contains("pod kafka-kafka-"), "brokers do not wait: " + reasons);
  }

  @Test
  @Order(2)
  void up_zoneBack_completes() {
    Cluster.zone("start", "c");
    STACK.edit(readyTimeouts(300)).up();

    assertEquals(Cluster.inThreeZones("kafka-kafka"), Pods.zones("broker"));
    assertEquals(Cluster.inThreeZones("kafka-zookeeper"), Pods.zones("zookeeper"));
  }

  private static Map<String, Integer> readyTimeouts(int seconds) {
    return Map.of("quorum/readyTimeoutSeconds", seconds, "kafka/readyTimeoutSeconds", seconds);
  }
}
