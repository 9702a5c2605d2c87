package dev.openshiftkafka.stack.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Tests of the consumer lag exporter. */
class LagExporterTest {
  private static final String LAG = "kafka-lag-exporter";
  private static final Object[] ANNOTATIONS = {"spec", "template", "metadata", "annotations"};

  private static StackRun run(Map<String, ?> edits) {
    StackRun run = StackRun.update("dev", StackEdit.apply(StackFile.read("dev"), edits));
    assertEquals(List.of(), run.result().exceptions());
    return run;
  }

  private static Map<String, Object> receiver(StackRun run) {
    Map<String, Map<String, Map<String, Object>>> collector =
        new Yaml().load((String) run.object("ConfigMap", LAG).at("data", "collector.yaml"));
    return collector.get("receivers").get("kafkametrics");
  }

  @Test
  void collector_filters_areConfigured() {
    StackRun run =
        run(Map.of("monitoring/lag/groupFilter", "^orders$", "monitoring/lag/topicFilter", ".*"));

    Map<String, Object> receiver = receiver(run);
    assertEquals(
        List.of(
            "kafka-kafka-0.kafka-kafka-headless.kafka.svc.cluster.local:9092",
            "kafka-kafka-1.kafka-kafka-headless.kafka.svc.cluster.local:9092",
            "kafka-kafka-2.kafka-kafka-headless.kafka.svc.cluster.local:9092"),
        receiver.get("brokers"));
    assertEquals("^orders$$", receiver.get("group_match"));
    assertEquals(".*", receiver.get("topic_match"));
    assertEquals("30s", receiver.get("collection_interval"));
  }

  @Test
  void deployment_configurationEdit_restarts() {
    StackRun before = run(Map.of());
    StackRun after = run(Map.of("monitoring/lag/groupFilter", "^orders"));

    assertNotEquals(
        before.object("Deployment", LAG).at(ANNOTATIONS),
        after.object("Deployment", LAG).at(ANNOTATIONS));
  }

  @Test
  void deployment_restrictedSecurity_afterBrokers() {
    StackRun run = run(Map.of("images/registry", "mirror.example.com:5000/hub"));
    Declared deployment = run.object("Deployment", LAG);
    Map<String, Object> container =
        deployment.listAt("spec", "template", "spec", "containers").get(0);
    var security = (Map<?, ?>) container.get("securityContext");

    assertEquals(
        "mirror.example.com:5000/hub/otel/opentelemetry-collector-contrib:0.148.0",
        container.get("image"));
    assertEquals(false, deployment.at("spec", "template", "spec", "automountServiceAccountToken"));
    assertEquals(LAG, deployment.at("spec", "template", "spec", "serviceAccountName"));
    assertEquals(
        true, deployment.at("spec", "template", "spec", "securityContext", "runAsNonRoot"));
    assertNull(deployment.at("spec", "template", "spec", "securityContext", "runAsUser"));
    assertEquals(true, security.get("readOnlyRootFilesystem"));
    assertEquals(Map.of("drop", List.of("ALL")), security.get("capabilities"));
    assertFalse(container.get("readinessProbe").toString().contains("host"));
    assertTrue(
        run.object("RoleBinding", "use-security-context-constraints").listAt("subjects").stream()
            .anyMatch(subject -> LAG.equals(subject.get("name"))));
    assertTrue(
        deployment.dependsOn().stream().anyMatch(urn -> urn.endsWith("StatefulSet::kafka-kafka")),
        deployment.dependsOn().toString());
  }

  @Test
  void image_fullReference_isUsed() {
    StackRun run =
        run(
            Map.of(
                "monitoring/lag/fullImage", "quay.io/team/collector:1@sha256:" + "0".repeat(64)));

    assertEquals(
        "quay.io/team/collector:1@sha256:" + "0".repeat(64),
        run.object("Deployment", LAG)
            .listAt("spec", "template", "spec", "containers")
            .get(0)
            .get("image"));
  }

  @Test
  void networkPolicy_lagExporter_admitsScrapersOnly() {
    Declared policy = run(Map.of()).object("NetworkPolicy", LAG);
    assertEquals(List.of("Ingress", "Egress"), policy.at("spec", "policyTypes"));
    assertEquals(8889, policy.at("spec", "ingress", 0, "ports", 0, "port"));
    assertEquals(9092, policy.at("spec", "egress", 0, "ports", 0, "port"));
    assertEquals(
        "broker",
        policy.at(
            "spec",
            "egress",
            0,
            "to",
            0,
            "podSelector",
            "matchLabels",
            "app.kubernetes.io/component"));

    // A rule without peers would allow all pods.
    assertNull(
        run(Map.of("network/monitoringNamespaces", List.of()))
            .object("NetworkPolicy", LAG)
            .at("spec", "ingress"));
  }
}
