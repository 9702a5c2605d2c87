package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.kubernetes.Listener.Name;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real nodes with the certificates and passwords of source service-ca. */
@Tag("nightly")
class ServiceCaIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"4.3.1", "4.4.0"})
  void nodes_serviceCa_formACluster(String version) throws Exception {
    try (var cluster = new ServiceCaCluster(folder, version)) {
      for (String controller : cluster.controllers()) {
        cluster.start(controller);
      }
      cluster.start(ServiceCaCluster.BROKER);
      String controller = cluster.controllers().get(0);
      cluster.awaitLog(ServiceCaCluster.BROKER, "Kafka Server started");
      cluster.startAgent(ServiceCaCluster.BROKER);
      cluster.startAgent(controller);
      cluster.awaitReady(ServiceCaCluster.BROKER);
      cluster.awaitReady(controller);

      assertThat(cluster.client("orders", "password-of-orders")).contains("voters: 3", "read: 100");
      assertWrongPasswordIsRefused(cluster);
      assertRenewedCertificateIsPresented(cluster);
      for (String password : cluster.passwords().values()) {
        assertThat(cluster.log(ServiceCaCluster.BROKER)).doesNotContain(password);
        assertThat(cluster.log(controller)).doesNotContain(password);
      }
    }
  }

  /** A node with another password than the brokers' stays outside. */
  private static void assertWrongPasswordIsRefused(ServiceCaCluster cluster) throws Exception {
    cluster.start(ServiceCaCluster.OTHER_BROKER, "another-password");

    cluster.awaitLog(
        ServiceCaCluster.OTHER_BROKER, "Authentication failed: Invalid username or password");

    assertThat(cluster.log(ServiceCaCluster.OTHER_BROKER)).doesNotContain("Kafka Server started");
    cluster.kill(ServiceCaCluster.OTHER_BROKER);
  }

  private static void assertRenewedCertificateIsPresented(ServiceCaCluster cluster)
      throws Exception {
    BigInteger before = cluster.presented(ServiceCaCluster.BROKER, Name.CLIENTS);
    long starts = starts(cluster);

    BigInteger renewed = cluster.issue(ServiceCaCluster.BROKER);

    assertThat(renewed).isNotEqualTo(before);
    for (Name listener : new Name[] {Name.REPLICATION, Name.CLIENTS}) {
      Awaitility.await(listener.name())
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> assertEquals(renewed, cluster.presented(ServiceCaCluster.BROKER, listener)));
    }
    assertThat(cluster.agentLog(ServiceCaCluster.BROKER)).contains("reload requested");
    assertEquals(starts, starts(cluster));
    cluster.awaitReady(ServiceCaCluster.BROKER);
  }

  private static long starts(ServiceCaCluster cluster) throws Exception {
    return cluster
        .log(ServiceCaCluster.BROKER)
        .lines()
        .filter(line -> line.contains("Kafka Server started"))
        .count();
  }
}
