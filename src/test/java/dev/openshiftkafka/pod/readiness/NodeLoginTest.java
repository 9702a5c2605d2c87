package dev.openshiftkafka.pod.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The login of the readiness agent with the password of its node. */
class NodeLoginTest {
  private static final short HANDSHAKE = 17;
  private static final short AUTHENTICATE = 36;
  private static final NodeLogin LOGIN = new NodeLogin("kafka-broker", "secret-of-brokers");

  @TempDir private Path folder;

  private static NodeConnections connections(FakeNode node) {
    return new NodeConnections(
        node.port(), KafkaNode.LOOPBACK, Optional.empty(), Optional.of(LOGIN));
  }

  @Test
  void toOwn_acceptedPassword_sendsItFirst() throws IOException {
    try (var node = new FakeNode()) {
      node.answers(SaslHandshakeResponseData::new).answers(SaslAuthenticateResponseData::new);

      connections(node).toOwn().close();

      assertEquals(List.of(HANDSHAKE, AUTHENTICATE), node.requests());
    }
  }

  @Test
  void toOwn_refusedPassword_fails() throws IOException {
    try (var node = new FakeNode()) {
      node.answers(SaslHandshakeResponseData::new)
          .answers(
              () ->
                  new SaslAuthenticateResponseData()
                      .setErrorCode(Errors.SASL_AUTHENTICATION_FAILED.code())
                      .setErrorMessage("Invalid username or password"));

      assertEquals(
          "login as kafka-broker refused: Invalid username or password",
          assertThrows(IOException.class, () -> connections(node).toOwn()).getMessage());
    }
  }

  @Test
  void toOwn_otherMechanisms_namesThem() throws IOException {
    try (var node = new FakeNode()) {
      node.answers(
          () ->
              new SaslHandshakeResponseData()
                  .setErrorCode(Errors.UNSUPPORTED_SASL_MECHANISM.code())
                  .setMechanisms(List.of("SCRAM-SHA-512")));

      assertEquals(
          "login as kafka-broker refused: offered mechanisms: [SCRAM-SHA-512]",
          assertThrows(IOException.class, () -> connections(node).toOwn()).getMessage());
    }
  }

  @Test
  void toString_password_isLeftOut() {
    assertEquals("kafka-broker", LOGIN.toString());
  }

  @Test
  void of_withoutPasswords_empty() {
    assertEquals(Optional.empty(), NodeLogin.of(new Properties(), "REPLICATION"));
  }

  /** The ConfigMap refers to files of Secrets. */
  @Test
  void read_renderedFiles_findPasswords() throws IOException {
    StackRun run = StackRun.update("local", StackFile.serviceCa("local"));
    for (var set :
        Map.of("kafka-kafka", "kafka-broker", "kafka-controller", "kafka-controller").entrySet()) {
      String file = set.getKey() + "-1.properties";
      String text = (String) run.object("ConfigMap", set.getKey()).at("data", file);
      assertThat(text).contains("${directory:/passwords:" + set.getValue() + "}");
      for (String identity : List.of("admin", "broker", "controller", "benchmark", "tools")) {
        Files.writeString(folder.resolve("kafka-" + identity), "secret of " + identity);
      }
      for (String client :
          List.of("kafbat", "kafka-librdkafka", "lag-exporter", "settings", "topics")) {
        Files.writeString(folder.resolve("kafka-" + client), "secret of " + client);
      }

      NodeConnections read =
          NodeSettings.read(
                  Files.writeString(
                      folder.resolve(file), text.replace("/passwords", folder.toString())))
              .connections();

      assertEquals(
          Optional.of(
              new NodeLogin(
                  set.getValue(), "secret of " + set.getValue().substring("kafka-".length()))),
          read.login());
      assertThat(read.tls()).isPresent();
    }
  }
}
