package dev.openshiftkafka.pod.cmak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.testing.CmakServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a cluster becomes known to CMAK, and what is said when it does not. */
class RegisterClusterTest {
  private final CmakServer cmak = new CmakServer();
  private final StringWriter said = new StringWriter();

  @AfterEach
  void stop() {
    cmak.close();
  }

  private int register(String name, int patienceSeconds) {
    var out = new PrintWriter(said);
    return RegisterCluster.commandLine(Duration.ofMillis(5))
        .setOut(out)
        .setErr(out)
        .execute(
            "--cmak=" + cmak.url(),
            "--name=" + name,
            "--zookeeper=kafka-zookeeper:2181",
            "--patience-seconds=" + patienceSeconds);
  }

  @Test
  void aClusterBecomesKnownOnce() {
    assertEquals(0, register("kafka", 60));
    assertEquals(0, register("kafka", 60));

    assertEquals(
        List.of("CMAK knows the cluster kafka now", "CMAK knows the cluster kafka already"),
        said.toString().lines().toList());
    assertEquals(
        List.of(
            Map.of(
                "name", "kafka",
                "zkHosts", "kafka-zookeeper:2181",
                "kafkaVersion", "2.4.0",
                "jmxEnabled", "false",
                "pollConsumers", "true",
                "activeOffsetCacheEnabled", "true",
                "securityProtocol", "PLAINTEXT",
                "saslMechanism", "DEFAULT")),
        cmak.forms());
  }

  @Test
  void anotherClusterIsNoReasonToLeaveItOut() {
    register("kafka-of-others", 60);

    assertEquals(0, register("kafka", 60));
    assertEquals(2, cmak.forms().size());
  }

  @Test
  void itWaitsUntilCmakServes() {
    cmak.unavailable(3);

    assertEquals(0, register("kafka", 60));
    assertEquals(1, cmak.forms().size());
  }

  @Test
  void whatCmakRefusesIsSaidInItsWords() {
    cmak.refusing("name: Illegal cluster name");

    assertEquals(1, register("kafka", 60));
    assertEquals(
        "error: CMAK refuses the cluster with status 400: name: Illegal cluster name",
        said.toString().strip());
  }

  @Test
  void whatCmakTakesAndDoesNotKeepIsAFailure() {
    cmak.forgetful();

    assertEquals(1, register("kafka", 0));
    assertEquals(
        "error: CMAK took the cluster kafka and did not list it within 0 s; its log says why",
        said.toString().strip());
  }

  @Test
  void aCmakThatNeverServesIsAFailure() {
    cmak.unavailable(Integer.MAX_VALUE);

    assertEquals(1, register("kafka", 0));
    assertEquals(
        "error: CMAK at "
            + cmak.url()
            + " gave no list of clusters within 0 s: java.io.IOException: status 503: starting",
        said.toString().strip());
    assertEquals(List.of(), cmak.forms());
  }

  @Test
  void aCmakThatIsNotThereIsAFailure() {
    cmak.close();

    assertEquals(1, register("kafka", 0));
  }
}
