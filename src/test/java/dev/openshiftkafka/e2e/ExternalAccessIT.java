package dev.openshiftkafka.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.testing.KafkaJars;
import dev.openshiftkafka.testing.PinnedVersions;
import dev.openshiftkafka.testing.TestJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients on this machine, outside the cluster, that reach the brokers through passthrough Routes.
 * HAProxy is in the place of OpenShift's router.
 */
@Needs(Capability.MACHINE)
@Tag("nightly")
class ExternalAccessIT {
  private static final String DOMAIN = "apps.local.example.com";
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int RECORDS = 2000;

  private static final LocalStack STACK =
      LocalStack.secure("e2e-external")
          .edit(
              Map.of(
                  "security/external",
                  Map.of("domain", DOMAIN),
                  "topics/declared",
                  List.of(Map.of("name", "outside", "partitions", 6)),
                  "users/declared",
                  List.of(
                      ClientPod.USER,
                      Map.of(
                          "name",
                          "partner",
                          "authentication",
                          "scram",
                          "external",
                          true,
                          "acls",
                          List.of(
                              acl("topic", "outside", "read", "write"),
                              acl("group", "partner", "read"))))));

  @TempDir private static Path folder;
  private static String router;

  private static Map<String, Object> acl(String type, String name, String... operations) {
    return Map.of("resourceType", type, "resourceName", name, "operations", List.of(operations));
  }

  @BeforeAll
  static void bringUp() throws Exception {
    LocalStack.emptyVolumes();
    STACK.up();
    router = Shell.run(LIMIT, Map.of(), "local/router", "up").lines().reduce((a, b) -> b).get();
    Stream<String> names =
        Stream.concat(Stream.of("bootstrap"), IntStream.range(0, 3).mapToObj(String::valueOf));
    Files.write(
        folder.resolve("hosts"),
        names.map(name -> router + " kafka-kafka-" + name + "." + DOMAIN).toList());
    String command =
        TestJson.parse(STACK.run("stack", "output", "--json", "externalClient"))
            .get("partner")
            .asText();
    Files.writeString(
        folder.resolve("client.properties"), Shell.run(LIMIT, Map.of(), "bash", "-c", command));
  }

  @AfterAll
  static void takeDown() {
    Shell.attempt(LIMIT, Map.of(), "local/router", "down");
    STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  /** A tool of Kafka on this machine, for which only the Routes' hosts have addresses. */
  private static Result tool(String tool, String... arguments) {
    Stream<String> command =
        Stream.concat(
            Stream.of(
                "java",
                "-Djdk.net.hosts.file=" + folder.resolve("hosts"),
                "-cp",
                KafkaJars.folder(PinnedVersions.KAFKA_3) + "/*",
                "org.apache.kafka.tools." + tool),
            Stream.of(arguments));
    return Shell.attempt(LIMIT, Map.of(), command.toArray(String[]::new));
  }

  private static String properties() {
    return folder.resolve("client.properties").toString();
  }

  @Test
  void client_outside_writesAndReadsThroughRoutes() {
    Result written =
        tool(
            "ProducerPerformance",
            "--topic=outside",
            "--num-records=" + RECORDS,
            "--record-size=100",
            "--throughput=1000",
            "--producer.config=" + properties());
    assertThat(written.ok()).as(written.output()).isTrue();
    assertThat(written.output()).contains(RECORDS + " records sent");

    Result read =
        tool(
            "consumer.ConsoleConsumer",
            "--bootstrap-server=kafka-kafka-bootstrap." + DOMAIN + ":443",
            "--topic=outside",
            "--group=partner",
            "--from-beginning",
            "--max-messages=" + RECORDS,
            "--timeout-ms=60000",
            "--consumer.config=" + properties());
    assertThat(read.output()).contains("Processed a total of " + RECORDS + " messages");
  }

  @Test
  void client_otherTopic_isRefused() {
    Result refused =
        tool(
            "ProducerPerformance",
            "--topic=inside",
            "--num-records=1",
            "--record-size=100",
            "--throughput=1",
            "--producer.config=" + properties());

    assertThat(refused.output()).contains("TopicAuthorizationException");
  }

  @Test
  void port_fromOtherPods_isClosed() throws Exception {
    String broker = "kafka-kafka-0.kafka-kafka-headless";
    try (var client = new ClientPod(PinnedVersions.KAFKA_4, STACK.output("bootstrapServers"))) {
      assertThat(client.connects(broker, 9094)).isTrue();
      assertThat(client.connects(broker, 9096)).isFalse();
    }
  }

  @Test
  void up_unchanged_noChanges() {
    STACK.run("up", "--yes", "--non-interactive", "--skip-preview", "--expect-no-changes");
  }
}
