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

/** Registration of a cluster in CMAK, and its errors. */
class RegisterClusterTest {
  private final CmakServer cmak = new CmakServer();
  private final StringWriter output = new StringWriter();

  @AfterEach
  void stop() {
    cmak.close();
  }

  private int register(String name, int timeoutSeconds) {
    var out = new PrintWriter(output);
    return RegisterCluster.commandLine(Duration.ofMillis(5))
        .setOut(out)
        .setErr(out)
        .execute(
            "--cmak=" + cmak.url(),
            "--name=" + name,
            "--zookeeper=kafka-zookeeper:2181",
            "--patience-seconds=" + timeoutSeconds);
  }

  @Test
  void register_twice_submitsOnce() {
    assertEquals(0, register("kafka", 60));
    assertEquals(0, register("kafka", 60));

    assertEquals(
        List.of("cluster kafka: registered in CMAK", "cluster kafka: already registered in CMAK"),
        output.toString().lines().toList());
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
  void register_otherClusterListed_submits() {
    register("kafka-of-others", 60);

    assertEquals(0, register("kafka", 60));
    assertEquals(2, cmak.forms().size());
  }

  @Test
  void register_cmakStarting_retries() {
    cmak.unavailable(3);

    assertEquals(0, register("kafka", 60));
    assertEquals(1, cmak.forms().size());
  }

  @Test
  void register_rejected_failsWithReason() {
    cmak.refusing("name: Illegal cluster name");

    assertEquals(1, register("kafka", 60));
    assertEquals(
        "error: cluster kafka: CMAK rejected it with HTTP 400 (name: Illegal cluster name); correct"
            + " --name or --zookeeper",
        output.toString().strip());
  }

  @Test
  void register_notListed_fails() {
    cmak.forgetful();

    assertEquals(1, register("kafka", 0));
    assertEquals(
        "error: cluster kafka: CMAK accepted it but did not list it within 0 s; see the log of CMAK",
        output.toString().strip());
  }

  @Test
  void register_cmakNeverReady_fails() {
    cmak.unavailable(Integer.MAX_VALUE);

    assertEquals(1, register("kafka", 0));
    assertEquals(
        "error: CMAK at "
            + cmak.url()
            + ": did not return its clusters within 0 s (java.io.IOException: HTTP 503: starting);"
            + " check that its pod is ready",
        output.toString().strip());
    assertEquals(List.of(), cmak.forms());
  }

  @Test
  void register_cmakUnreachable_fails() {
    cmak.close();

    assertEquals(1, register("kafka", 0));
  }
}
