package dev.openshiftkafka.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.attempts.Attempt;
import dev.openshiftkafka.attempts.Attempts;
import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import dev.openshiftkafka.kubernetes.ClassPathArchive;
import dev.openshiftkafka.testing.PinnedVersions;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.zeroturnaround.exec.ProcessExecutor;

/**
 * Attempts to use each listener of a secure stack, each let in or refused as declared, and a search
 * for the secrets of the stack where they must not be.
 */
@Needs(Capability.MACHINE)
@Tag("nightly")
class SecurityMatrixIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final String JAR = "/tmp/attempts.jar";
  private static final String TESTSSL = "local/testssl";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LocalStack STACK = LocalStack.secure("e2e-matrix");
  private static SecurityMatrix matrix;

  @BeforeAll
  static void bringUp() throws Exception {
    LocalStack.emptyVolumes();
    STACK.edit(
        Map.of(
            "users/declared",
            SecurityMatrix.users(true),
            "topics/declared",
            List.of(
                Map.of("name", "right", "partitions", 1),
                Map.of("name", "wrong", "partitions", 1))));
    STACK.up();
    matrix = SecurityMatrix.read();
    STACK.edit(Map.of("users/declared", SecurityMatrix.users(false), "users/allowDelete", true));
    STACK.up();
  }

  @AfterAll
  static void takeDown() {
    STACK.destroy();
    assertEquals(List.of(), Cluster.objectsOfTheStack());
  }

  /** In the pod of a broker, which network policies permit to reach all listeners. */
  private static ProcessExecutor inBroker(String... command) {
    var all =
        new ArrayList<>(
            List.of("kubectl", "exec", "-i", "-n", LocalStack.NAMESPACE, "kafka-kafka-0"));
    all.addAll(List.of("-c", "broker", "--"));
    all.addAll(List.of(command));
    return Shell.executor(Map.of(), all.toArray(String[]::new)).exitValueNormal();
  }

  private static Map<String, String> outcomes(List<Attempt> attempts) throws Exception {
    inBroker("bash", "-c", "cat >" + JAR)
        .redirectInput(
            new ByteArrayInputStream(
                Base64.getDecoder().decode(ClassPathArchive.of(List.of(".class"), Attempts.class))))
        .execute();
    String output =
        inBroker(
                "java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                JAR + ":/opt/kafka/libs/*",
                Attempts.class.getName())
            .redirectInput(new ByteArrayInputStream(JSON.writeValueAsBytes(attempts)))
            .redirectErrorStream(false)
            .readOutput(true)
            .timeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
            .execute()
            .outputUTF8();
    String json = output.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
    return JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
  }

  @Test
  void attempts_eachListener_areLetInOrRefusedAsDeclared() throws Exception {
    Map<String, String> expected = matrix.expected();
    assertThat(expected).hasSizeGreaterThan(60);

    Map<String, String> outcomes = outcomes(matrix.attempts());

    var differences = new TreeMap<String, String>();
    expected.forEach(
        (name, wanted) -> {
          if (!outcomes.getOrDefault(name, "").matches(wanted)) {
            differences.put(name, outcomes.get(name) + ", expected " + wanted);
          }
        });
    assertThat(differences).isEmpty();
    assertThat(outcomes.keySet()).isEqualTo(expected.keySet());
  }

  @Test
  void testssl_tlsPorts_haveNothingAboveLow() {
    Result brokers =
        Shell.attempt(LIMIT, Map.of(), TESTSSL, "kafka-kafka-0", "9091", "9094", "9095");
    Result controllers = Shell.attempt(LIMIT, Map.of(), TESTSSL, "kafka-controller-0", "9097");

    assertThat(brokers.ok() && controllers.ok())
        .as(brokers.output() + controllers.output())
        .isTrue();
  }

  @Test
  void secrets_ofStack_areNowhereElse() {
    assertThat(SecretScan.places(STACK, matrix.secrets())).isEmpty();
  }

  @Test
  void ports_fromProject_areThoseOfClients() throws Exception {
    String broker = "kafka-kafka-0.kafka-kafka-headless";
    String controller = "kafka-controller-0.kafka-controller-headless";
    try (var client = new ClientPod(PinnedVersions.KAFKA_4, STACK.output("bootstrapServers"))) {
      var open = new TreeMap<String, Boolean>();
      for (int port : List.of(5556, 9091, 9092, 9094, 9095)) {
        open.put("broker " + port, client.connects(broker, port));
      }
      for (int port : List.of(5556, 9093, 9097)) {
        open.put("controller " + port, client.connects(controller, port));
      }
      assertThat(open)
          .isEqualTo(
              new TreeMap<>(
                  Map.of(
                      "broker 5556", false,
                      "broker 9091", false,
                      "broker 9092", false,
                      "broker 9094", true,
                      "broker 9095", true,
                      "controller 5556", false,
                      "controller 9093", false,
                      "controller 9097", false)));
    }
  }
}
