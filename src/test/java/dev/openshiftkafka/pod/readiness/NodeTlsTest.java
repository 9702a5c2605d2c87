package dev.openshiftkafka.pod.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import dev.openshiftkafka.testing.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS between the readiness agent and its node, and the reload of renewed certificates. */
class NodeTlsTest {
  private static final String HOST = "kafka-kafka-0.kafka-kafka-headless.kafka.svc.cluster.local";
  private static final short ALTER_CONFIGS = 44;

  @TempDir private Path folder;
  private TestAuthority authority;
  private BigInteger served;
  private FakeNode node;

  @BeforeEach
  void start() throws Exception {
    authority = new TestAuthority();
    served = authority.write(folder, "kafka-broker", HOST);
    node = new FakeNode(serverSocket());
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  /** A server that requires client certificates and keeps its own, as a Kafka listener does. */
  private SSLServerSocket serverSocket() throws IOException {
    try (var factory = new DefaultSslEngineFactory()) {
      factory.configure(
          Map.of(
              SslConfigs.SSL_PROTOCOL_CONFIG,
              SslConfigs.DEFAULT_SSL_PROTOCOL,
              SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
              "PEM",
              SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
              folder.resolve("tls-combined.pem").toString(),
              SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
              "PEM",
              SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
              folder.resolve("ca.crt").toString()));
      var socket =
          (SSLServerSocket)
              factory
                  .sslContext()
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getByName(KafkaNode.LOOPBACK));
      socket.setNeedClientAuth(true);
      return socket;
    }
  }

  private NodeConnections connections(String host) throws IOException {
    String text =
        """
        node.id=0
        listeners=REPLICATION://:%d,CLIENTS://:9094
        advertised.listeners=REPLICATION://%s:9091,CLIENTS://%s:9094
        listener.security.protocol.map=CONTROLLER_TLS:SSL,REPLICATION:SSL,CLIENTS:SASL_SSL
        ssl.keystore.type=PEM
        ssl.keystore.location=%s/tls-combined.pem
        ssl.truststore.type=PEM
        ssl.truststore.location=%s/ca.crt
        """
            .formatted(node.port(), host, host, folder, folder);
    return NodeSettings.read(Files.writeString(folder.resolve("server.properties"), text))
        .connections();
  }

  /** Replaces the files and their times, as the kubelet does. */
  private BigInteger renew() throws GeneralSecurityException, IOException {
    BigInteger renewed = authority.write(folder, "kafka-broker", HOST);
    for (String file : List.of("tls-combined.pem", "ca.crt")) {
      Files.setLastModifiedTime(folder.resolve(file), FileTime.fromMillis(0));
    }
    return renewed;
  }

  @Test
  void toOwn_advertisedHost_isAuthenticated() throws IOException {
    node.answers(MetadataResponseData::new);

    try (var connection = connections(HOST).toOwn()) {
      connection.send(
          new org.apache.kafka.common.message.MetadataRequestData().setTopics(List.of()),
          12,
          new MetadataResponseData());
      assertEquals(served, connection.peerCertificate().getSerialNumber());
    }
  }

  @Test
  void toOwn_otherHost_fails() throws IOException {
    NodeConnections connections = connections("other.example.com");

    assertThrows(SSLException.class, connections::toOwn);
  }

  @Test
  void toOwn_otherAuthority_fails() throws Exception {
    NodeConnections connections = connections(HOST);
    new TestAuthority().write(folder, "kafka-broker", HOST);

    assertThrows(SSLException.class, connections::toOwn);
  }

  @Test
  void toOwn_brokenFile_namesIt() throws IOException {
    NodeConnections connections = connections(HOST);
    Files.writeString(folder.resolve("tls-combined.pem"), "no key");

    assertThat(assertThrows(IOException.class, connections::toOwn))
        .hasMessageStartingWith(folder.resolve("tls-combined.pem") + ": cannot be read: ");
  }

  @Test
  void reload_renewedCertificate_isRequestedOnce() throws Exception {
    node.answers(
        () ->
            new IncrementalAlterConfigsResponseData()
                .setResponses(List.of(new AlterConfigsResourceResponse())));
    var log = new ByteArrayOutputStream();
    NodeConnections connections = connections(HOST);

    checkOnce(connections, log);
    assertEquals(List.of(), node.requests());

    BigInteger renewed = renew();
    var reload = new CertificateReload(0, connections, print(log));
    reload.check();
    reload.check();
    assertEquals(List.of(ALTER_CONFIGS), node.requests());
    assertEquals(
        "certificate of broker 0: serial %x is presented, %x is in the file; reload requested%n"
            .formatted(served, renewed),
        log.toString(StandardCharsets.UTF_8));
  }

  /** A broker that presents a wrong certificate still serves clients that trust it. */
  @Test
  void reload_connectionFails_isLogged() throws IOException {
    NodeConnections connections = connections("other.example.com");
    var log = new ByteArrayOutputStream();

    checkOnce(connections, log);

    assertThat(log.toString(StandardCharsets.UTF_8))
        .startsWith("certificate of broker 0: check failed: ");
  }

  private static void checkOnce(NodeConnections connections, ByteArrayOutputStream log) {
    new CertificateReload(0, connections, print(log)).check();
  }

  private static PrintStream print(ByteArrayOutputStream log) {
    return new PrintStream(log, true, StandardCharsets.UTF_8);
  }

  @Test
  void read_renderedFiles_useTls() throws IOException {
    StackRun run = StackRun.update("local", StackFile.secure("local"));

    for (var set : Map.of("kafka-kafka", 9091, "kafka-controller", 9097).entrySet()) {
      String file = set.getKey() + "-1.properties";
      String text = (String) run.object("ConfigMap", set.getKey()).at("data", file);
      NodeConnections read =
          NodeSettings.read(Files.writeString(folder.resolve(file), text)).connections();
      assertEquals(set.getValue(), read.port());
      assertThat(read.host()).startsWith(set.getKey() + "-1." + set.getKey() + "-headless.");
      assertThat(read.tls()).isPresent();
    }
  }
}
