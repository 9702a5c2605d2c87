package dev.openshiftkafka.config.reader;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values at the limit of what is allowed, which a check that is too strict would reject. */
class BoundaryConfigTest {
  private static final String LONGEST_NAME = "a".repeat(63);

  static Stream<Arguments> allowed() {
    return Stream.of(cluster(), zooKeeper(), ui(), users()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> zooKeeper() {
    return Stream.of(
        row(
            "the maximum session timeout",
            "local",
            Map.of("quorum/settings", Map.of("maxSessionTimeout", 18000))),
        row(
            "the minimum session timeout",
            "local",
            Map.of("kafka/settings/zookeeper.session.timeout.ms", 1000)));
  }

  private static Stream<Arguments> ui() {
    return Stream.of(
        row("a UI with a host", "dynamic", Map.of("ui", Map.of("host", "k.example.com"))),
        row("the longest host name of a UI", "dynamic", named("a".repeat(54))),
        row(
            "a UI without layer openshift",
            "dev",
            Map.of("layers", List.of("aws"), "ui", Map.of("kind", "kafbat"))));
  }

  private static Stream<Arguments> users() {
    return Stream.of(
        row("no users with ZooKeeper", "local", Map.of("users/declared", List.of())),
        row("the longest user name", "secure", user(Map.of("name", LONGEST_NAME))),
        row(
            "a user in the project by name",
            "secure",
            user(Map.of("name", "a", "namespace", "kafka"))),
        row(
            "the smallest quotas",
            "secure",
            user(
                Map.of(
                    "name",
                    "a",
                    "quotas",
                    Map.of("producer_byte_rate", 1, "request_percentage", "0.000001")))),
        row(
            "every topic, and a group with any characters",
            "secure",
            user(
                Map.of(
                    "name",
                    "a",
                    "acls",
                    List.of(
                        Map.of(
                            "resourceType", "topic",
                            "resourceName", "*",
                            "operations", List.of("all")),
                        Map.of(
                            "resourceType", "group",
                            "resourceName", "my group: 1/2",
                            "operations", List.of("read")))))));
  }

  private static Map<String, Object> user(Map<String, Object> keys) {
    var user = new HashMap<>(keys);
    user.put("authentication", "scram");
    return Map.of(
        "users/declared", List.of(user), "userPasswords/" + keys.get("name"), "~".repeat(16));
  }

  private static Map<String, ?> byDigest() {
    String digest = "@sha256:" + "0a".repeat(32);
    return Map.of(
        "images/kafkaDigest", digest.substring(1),
        "monitoring/lag/image", "otel/opentelemetry-collector-contrib" + digest,
        "monitoring/lag/fullImage", "quay.io/team/collector:1" + digest,
        "client/baseImage", "debian:bookworm-slim" + digest,
        "client/image", "quay.io/team/rdkafka" + digest,
        "ui/images/kafbat", "ghcr.io/kafbat/kafka-ui" + digest,
        "ui/images/oauthProxy", "quay.io/openshift/origin-oauth-proxy" + digest,
        "ui/images/cmak", "quay.io/team/cmak" + digest);
  }

  private static Stream<Arguments> cluster() {
    return Stream.of(
        row("a heap of 75 percent of the memory", "local", Map.of("kafka/jvm/heap", "768M")),
        row(
            "a CPU limit equal to the request",
            "local",
            Map.of("kafka/resources/cpuLimit", "100m")),
        row("every image by digest", "dynamic", byDigest()),
        row("the maximum number of brokers", "dynamic", Map.of("kafka/brokers", 300)),
        row("the minimum size of st1", "dynamic", Map.of("kafka/volume/size", "125Gi")),
        row(
            "IOPS of existing volumes",
            "existing",
            Map.of("kafka/volume/type", "io2", "kafka/volume/iops", 4000)),
        row(
            "as many replicas as brokers, all in sync",
            "local",
            Map.of(
                "kafka/settings/default.replication.factor", 3,
                "kafka/settings/min.insync.replicas", 3)),
        row("the same path in each zone", "local", Map.of("kafka/volume/paths", threeTimes())),
        row("the longest project name", "local", Map.of("project/name", LONGEST_NAME)),
        row("a project whose name begins with openshift", "local", named("openshifty")),
        row(
            "five members in five zones",
            "dynamic",
            Map.of("zones", List.of("a", "b", "c", "d", "e"), "quorum/members", 5)),
        row(
            "a setting about passwords that is not a secret",
            "local",
            Map.of("kafka/settings/password.encoder.iterations", 4096)),
        row(
            "the maximum timeouts",
            "local",
            Map.of(
                "kafka/readyTimeoutSeconds",
                86400,
                "kafka/startupTimeoutMinutes",
                10080,
                "kafka/terminationGracePeriodSeconds",
                3600)),
        row(
            "an encrypted volume with a KMS key",
            "dynamic-kraft",
            Map.of("kafka/volume/kmsKeyId", "arn:aws:kms:eu-west-1:1:key/k")));
  }

  private static Arguments row(String name, String stack, Map<String, ?> edit) {
    return Arguments.of(name, stack, edit);
  }

  private static Map<String, String> named(String project) {
    return Map.of("project/name", project);
  }

  private static List<String> threeTimes() {
    return List.of("/data", "/data", "/data");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allowed")
  void read_boundaryValue_succeeds(String name, String stack, Map<String, ?> edit) {
    var values = StackEdit.apply(StackFile.read(stack), edit);
    assertDoesNotThrow(() -> new ConfigSource("openshift-kafka", stack, values).read());
  }
}
