package dev.openshiftkafka.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.PinnedVersions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The way of a running stack from plain to secure listeners, and the renewal of certificates, with
 * certificates of a real cert-manager. Each test depends on the previous ones.
 */
@Needs(Capability.MACHINE)
@Tag("nightly")
@TestMethodOrder(OrderAnnotation.class)
class SecurityIT {
  private static final LocalStack STACK = LocalStack.plainKraft("e2e-security");
  private static final List<Integer> BROKER_PORTS = List.of(9091, 9094, 9095);
  private static final List<Integer> CONTROLLER_PORTS = List.of(9097);
  private static ClientPod client;
  private static Traffic plain;

  @BeforeAll
  static void bringUp() throws Exception {
    LocalStack.emptyVolumes();
    LocalStack.startCertManager();
    STACK.up();
    client = new ClientPod(PinnedVersions.KAFKA_4, STACK.output("bootstrapServers"));
    plain = Traffic.start(client, "plain");
  }

  @AfterAll
  static void takeDown() {
    client.close();
    STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  private static void phase(String phase) {
    STACK.edit(security(phase));
    STACK.upWhenReady();
  }

  private static Map<String, Object> security(String phase) {
    return Map.of(
        "security", Map.of("phase", phase, "certificates", Map.of("source", "cert-manager")));
  }

  @Test
  @Order(1)
  void up_phaseSkipped_isRefused() {
    Result refused = STACK.attemptEdited(security("authorize"), "preview", "--non-interactive");

    assertThat(refused.ok()).isFalse();
    assertThat(refused.output()).contains("security.phase");
  }

  @Test
  @Order(2)
  void phases_untilAuthorize_keepPlainClients() {
    for (String phase : List.of("open", "use")) {
      phase(phase);
      plain.awaitProgress();
    }
    STACK.edit(Map.of("users/declared", List.of(ClientPod.USER)));
    phase("authorize");
    plain.awaitProgress();
  }

  @Test
  @Order(3)
  void phase_back_keepsPlainClients() {
    phase("use");
    plain.awaitProgress();
    phase("authorize");
    plain.awaitProgress();
  }

  @Test
  @Order(4)
  void phase_closedWithPlainClients_isRefusedBeforeAnyRestart() {
    var names = Pods.ready("broker");
    var restarts = Pods.restarts("broker");

    Result refused =
        STACK.attemptEdited(
            security("closed"), "up", "--yes", "--non-interactive", "--skip-preview");

    assertThat(refused.ok()).isFalse();
    assertThat(refused.output())
        .contains("listener PLAINTEXT has clients, which this update would disconnect");
    assertEquals(names, Pods.ready("broker"));
    assertEquals(restarts, Pods.restarts("broker"));
    plain.awaitProgress();
  }

  /** The plain producer ends only after the one with a password has begun. */
  @Test
  @Order(5)
  void phase_closed_keepsClientsThatHaveMoved() throws Exception {
    String broker = "kafka-kafka-0.kafka-kafka-headless";
    assertThat(client.connects(broker, 9092)).isTrue();
    try (var moved =
        new ClientPod(
            PinnedVersions.KAFKA_4,
            STACK.output("bootstrapServers"),
            "local-a",
            "kafka-client-moved")) {
      var secure = Traffic.start(moved, "moved");
      plain.stopAndVerify();
      phase("closed");
      secure.awaitProgress();

      assertThat(secure.stopAndVerify()).isPositive();
    }
    assertThat(client.connects(broker, 9092)).isFalse();
    assertThat(client.connects(broker, 9094)).isTrue();
  }

  @Test
  @Order(6)
  void up_unchanged_noChanges() {
    STACK.run("up", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
  }

  /** State and objects are compared with the cluster; no Secret's data is in the state. */
  @Test
  @Order(7)
  void refresh_running_findsNoDrift() {
    STACK.run("refresh", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
  }

  @Test
  @Order(8)
  void brokers_certificateRenewed_presentItWithoutRestart() {
    var restarts = Pods.restarts("broker");
    Map<String, String> before = Certificates.presented("kafka-kafka", BROKER_PORTS);
    for (int i = 0; i < 3; i++) {
      Certificates.renew("kafka-kafka-" + i);
    }
    await()
        .atMost(Duration.ofMinutes(5))
        .untilAsserted(
            () ->
                assertThat(Certificates.presented("kafka-kafka", BROKER_PORTS).values())
                    .hasSize(9)
                    .doesNotContainAnyElementsOf(before.values()));

    assertEquals(restarts, Pods.restarts("broker"));
  }

  /** Each controller restarts in its own five minutes of a quarter of an hour. */
  @Test
  @Order(9)
  void controllers_certificateRenewed_restartOneAfterAnother() {
    Map<String, String> before = Certificates.presented("kafka-controller", CONTROLLER_PORTS);
    for (int i = 0; i < 3; i++) {
      Certificates.renew("kafka-controller-" + i);
    }
    await()
        .atMost(Duration.ofMinutes(20))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              assertThat(Pods.ready("controller")).hasSizeGreaterThanOrEqualTo(2);
              return Collections.disjoint(
                  before.values(),
                  Certificates.presented("kafka-controller", CONTROLLER_PORTS).values());
            });
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(Certificates.presented("kafka-controller", CONTROLLER_PORTS).values())
                    .hasSize(3)
                    .doesNotContainAnyElementsOf(before.values()));
  }
}
