package dev.openshiftkafka.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.kubernetes.Listener.Name;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listeners of plain stacks and of each phase of security. */
class ListenersTest {
  private static Listeners of(Map<String, String> values) {
    return Listeners.of(config(values));
  }

  private static StackConfig config(Map<String, String> values) {
    return new ConfigSource("openshift-kafka", "local", values).read();
  }

  private static String names(List<Listener> listeners) {
    return listeners.stream()
        .map(listener -> listener.name().name())
        .collect(Collectors.joining(" "));
  }

  @Test
  void of_zookeeper_isPlain() {
    Listeners listeners = of(StackFile.read("local"));

    assertEquals("PLAINTEXT", names(listeners.brokers()));
    assertEquals(List.of(), listeners.controllers());
    assertThrows(IndexOutOfBoundsException.class, listeners::controller);
  }

  @Test
  void of_withoutSecurity_isPlain() {
    Listeners listeners = of(StackFile.kraft("local"));

    assertEquals("PLAINTEXT", names(listeners.brokers()));
    assertEquals("CONTROLLER", names(listeners.controllers()));
    assertEquals(Name.PLAINTEXT, listeners.interBroker().name());
    assertEquals(Name.PLAINTEXT, listeners.clients().name());
  }

  /** The listeners of neighbouring phases have those in common that their nodes use. */
  @ParameterizedTest
  @CsvSource({
    "open, PLAINTEXT REPLICATION CLIENTS MTLS, CONTROLLER CONTROLLER_TLS, PLAINTEXT, PLAINTEXT",
    "use, REPLICATION PLAINTEXT CLIENTS MTLS, CONTROLLER_TLS CONTROLLER, REPLICATION, MTLS",
    "authorize, REPLICATION PLAINTEXT CLIENTS MTLS, CONTROLLER_TLS CONTROLLER, REPLICATION, MTLS",
    "closed, REPLICATION CLIENTS MTLS, CONTROLLER_TLS, REPLICATION, MTLS",
  })
  void of_phase_addsAndRemovesListeners(
      String phase, String brokers, String controllers, String interBroker, String clients) {
    Listeners listeners =
        of(StackEdit.apply(StackFile.secure("local"), Map.of("security/phase", phase)));

    assertListeners(listeners, brokers, controllers, interBroker, clients);
  }

  private static void assertListeners(
      Listeners listeners, String brokers, String controllers, String interBroker, String clients) {
    assertEquals(brokers, names(listeners.brokers()));
    assertEquals(controllers, names(listeners.controllers()));
    assertEquals(interBroker, listeners.interBroker().name().name());
    assertEquals(clients, listeners.clients().name().name());
  }

  /** With certificates of servers only, members and the stack's own clients have passwords. */
  @ParameterizedTest
  @CsvSource({
    "open, PLAINTEXT REPLICATION CLIENTS, CONTROLLER CONTROLLER_TLS, PLAINTEXT, PLAINTEXT",
    "use, REPLICATION PLAINTEXT CLIENTS, CONTROLLER_TLS CONTROLLER, REPLICATION, CLIENTS",
    "closed, REPLICATION CLIENTS, CONTROLLER_TLS, REPLICATION, CLIENTS",
  })
  void of_serviceCa_hasPasswordsOnly(
      String phase, String brokers, String controllers, String interBroker, String clients) {
    Listeners listeners =
        of(StackEdit.apply(StackFile.serviceCa("local"), Map.of("security/phase", phase)));

    assertListeners(listeners, brokers, controllers, interBroker, clients);
    assertEquals(
        List.of("PLAIN"),
        listeners.broker(Name.REPLICATION).orElseThrow().authentication().mechanisms());
    assertEquals(
        List.of("SCRAM-SHA-512", "PLAIN"),
        listeners.broker(Name.CLIENTS).orElseThrow().authentication().mechanisms());
  }

  @Test
  void bootstrapServers_secure_areThoseOfClients() {
    Map<String, String> values = StackFile.secure("local");
    StackConfig config = config(values);

    assertEquals(
        Map.of("CLIENTS", servers(9094), "MTLS", servers(9095)),
        Listeners.of(config).bootstrapServers(config));
  }

  private static String servers(int port) {
    return BrokerAddresses.join(
        3,
        i -> "kafka-kafka-%d.kafka-kafka-headless.kafka.svc.cluster.local:%d".formatted(i, port));
  }

  /** Kubernetes permits at most 15 characters, and each port once. */
  @Test
  void name_ports_areUniqueAndValid() {
    Name[] names = Name.values();

    assertEquals(names.length, Arrays.stream(names).map(Name::port).distinct().count());
    for (Name name : names) {
      assertEquals(name.portName(), name.portName().replaceAll("[^a-z-]", ""));
      assertEquals(true, name.portName().length() <= 15, name.portName());
    }
  }
}
