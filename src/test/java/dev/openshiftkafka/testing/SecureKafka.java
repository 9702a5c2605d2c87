package dev.openshiftkafka.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * A Kafka process on the loopback, broker and controller in one, with the authorizer and these
 * listeners: SASL_SSL with SCRAM, SSL with client certificates, and a plain one whose clients have
 * all rights.
 */
public final class SecureKafka implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final Path folder;
  private final TestAuthority authority;
  private final Path libraries;
  private final int plain = freePort();
  private final int passwords = freePort();
  private final int certificates = freePort();
  private final Process process;

  /** Starts Kafka of the version that KRaft stacks are tested with. */
  public SecureKafka(Path folder) {
    this.folder = folder;
    this.authority = newAuthority(folder);
    this.libraries = KafkaJars.folder(PinnedVersions.KAFKA_4);
    try {
      TestAuthority.PemPair server = authority.issue("broker");
      Files.writeString(folder.resolve("broker.pem"), server.key() + server.certificate());
      Files.writeString(folder.resolve("server.properties"), properties());
      start(
              "format",
              List.of(
                  "kafka.tools.StorageTool",
                  "format",
                  "--cluster-id",
                  "MkU3OEVBNTcwNTJENDM2Qk",
                  "--config",
                  "server.properties"))
          .waitFor();
      this.process = start("server", List.of("kafka.Kafka", "server.properties"));
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      await()
          .atMost(START)
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .until(
              () -> {
                try (Admin admin = admin()) {
                  return admin.describeCluster().nodes().get().size() == 1;
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static TestAuthority newAuthority(Path folder) {
    try {
      var authority = new TestAuthority();
      Files.writeString(folder.resolve("ca.crt"), authority.certificate());
      return authority;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The folder with Kafka's jars. */
  public Path libraries() {
    return libraries;
  }

  /** The CA of the broker's certificate, which issues client certificates, too. */
  public TestAuthority authority() {
    return authority;
  }

  /** Address of the listener whose clients have all rights. */
  public String plain() {
    return address(plain);
  }

  /** Address of the listener with passwords. */
  public String passwords() {
    return address(passwords);
  }

  /** Address of the listener with client certificates. */
  public String certificates() {
    return address(certificates);
  }

  /** Connects with all rights. */
  public Admin admin() {
    var properties = new Properties();
    properties.putAll(
        Map.of(
            "bootstrap.servers",
            plain(),
            "request.timeout.ms",
            "10000",
            "default.api.timeout.ms",
            "10000"));
    return Admin.create(properties);
  }

  /** Stops Kafka. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private String properties() {
    int controller = freePort();
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%1$d
        listeners=CONTROLLER://127.0.0.1:%1$d,PLAIN://127.0.0.1:%2$d,CLIENTS://127.0.0.1:%3$d,MTLS://127.0.0.1:%4$d
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAIN:PLAINTEXT,CLIENTS:SASL_SSL,MTLS:SSL
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=PLAIN
        ssl.keystore.type=PEM
        ssl.keystore.location=%5$s/broker.pem
        ssl.truststore.type=PEM
        ssl.truststore.location=%5$s/ca.crt
        listener.name.mtls.ssl.client.auth=required
        listener.name.clients.sasl.enabled.mechanisms=SCRAM-SHA-512,SCRAM-SHA-256
        listener.name.clients.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
        listener.name.clients.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        super.users=User:ANONYMOUS
        log.dirs=%5$s/data
        num.partitions=1
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        """
        .formatted(controller, plain, passwords, certificates, folder);
  }

  private Process start(String name, List<String> program) throws IOException {
    var command = new ArrayList<>(List.of("java", "-Xmx512m", "-cp", libraries + "/*"));
    command.addAll(program);
    File log = folder.resolve(name + ".log").toFile();
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start();
  }

  private static String address(int port) {
    return "127.0.0.1:" + port;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
