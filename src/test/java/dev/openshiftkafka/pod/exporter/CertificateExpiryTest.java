package dev.openshiftkafka.pod.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.testing.TestAuthority;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the times at which certificates expire, with a TLS listener of this process. */
class CertificateExpiryTest {
  private static final Instant FIRST = Instant.parse("2040-01-02T03:04:05Z");
  private static final Instant RENEWED = Instant.parse("2041-01-02T03:04:05Z");

  @TempDir private Path folder;
  private TestAuthority authority;

  @BeforeEach
  void createAuthority() throws Exception {
    authority = new TestAuthority();
  }

  private Map<String, String> settings() {
    return Map.of(
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.location",
        folder + "/tls-combined.pem",
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        folder + "/ca.crt");
  }

  /** A listener that requires the certificate of a client, as those of controllers do. */
  private SSLServerSocket listener() throws IOException {
    try (var factory = new DefaultSslEngineFactory()) {
      factory.configure(new ConfigDef().withClientSslSupport().parse(settings()));
      var socket =
          (SSLServerSocket)
              factory
                  .sslContext()
                  .getServerSocketFactory()
                  .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
      socket.setNeedClientAuth(true);
      var thread = new Thread(() -> serve(socket), "listener");
      thread.setDaemon(true);
      thread.start();
      return socket;
    }
  }

  private static void serve(SSLServerSocket listener) {
    while (!listener.isClosed()) {
      try (var socket = (SSLSocket) listener.accept()) {
        socket.startHandshake();
        assertThat(socket.getSession().getPeerCertificates()).hasSize(1);
      } catch (IOException e) {
        // The test fails for want of the metric.
        continue;
      }
    }
  }

  private Map<String, Instant> expiry(int port) throws IOException {
    Path properties = folder.resolve("server.properties");
    var text = new StringBuilder();
    settings().forEach((name, value) -> text.append(name + "=" + value + "\n"));
    text.append("listeners=CONTROLLER_TLS://:").append(port).append(",CONTROLLER://:1\n");
    text.append("listener.security.protocol.map=CONTROLLER_TLS:SSL,CONTROLLER:PLAINTEXT\n");
    Files.writeString(properties, text);
    var expiry = new TreeMap<String, Instant>();
    ((GaugeSnapshot) new CertificateExpiry(properties, System.err).collect())
        .getDataPoints()
        .forEach(
            point ->
                expiry.put(
                    point.getLabels().get("certificate"),
                    Instant.ofEpochSecond((long) point.getValue())));
    return expiry;
  }

  @Test
  void collect_renewedFiles_reportsPresentedCertificate() throws Exception {
    authority.write(folder, "kafka-controller", "controller", FIRST);
    try (SSLServerSocket old = listener()) {
      authority.write(folder, "kafka-controller", "controller", RENEWED);

      assertThat(expiry(old.getLocalPort()))
          .containsOnlyKeys("CONTROLLER_TLS", "authority")
          .containsEntry("CONTROLLER_TLS", FIRST);
    }
    try (SSLServerSocket restarted = listener()) {
      assertThat(expiry(restarted.getLocalPort())).containsEntry("CONTROLLER_TLS", RENEWED);
    }
  }

  @Test
  void collect_expiredCertificate_isReported() throws Exception {
    Instant ended = Instant.now().minusSeconds(60);
    authority.write(folder, "kafka-controller", "controller", ended);
    try (SSLServerSocket listener = listener()) {
      assertThat(expiry(listener.getLocalPort()))
          .containsEntry("CONTROLLER_TLS", Instant.ofEpochSecond(ended.getEpochSecond()));
    }
  }

  @Test
  void collect_noListener_reportsAuthority() throws Exception {
    authority.write(folder, "kafka-controller", "controller", FIRST);

    assertThat(expiry(1)).containsOnlyKeys("authority");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls-combined.pem", "ca.crt"})
  void collect_unreadableFile_doesNotFailTheScrape(String file) throws Exception {
    authority.write(folder, "kafka-controller", "controller", FIRST);
    Files.writeString(folder.resolve(file), "no certificate");

    assertThat(expiry(1)).doesNotContainKey("CONTROLLER_TLS");
  }
}
