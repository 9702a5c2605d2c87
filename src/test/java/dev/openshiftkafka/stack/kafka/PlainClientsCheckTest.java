package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The Job of an update that removes the plain listener. */
class PlainClientsCheckTest {
  private static final String NAME = "kafka-plain-clients-check";

  private static Map<String, String> values(String phase, Map<String, ?> edits) {
    var all = new HashMap<String, Object>(edits);
    all.put("security/phase", phase);
    return StackEdit.apply(StackFile.read("secure"), all);
  }

  private static Map<String, String> snapshot(String phase) {
    return DeploymentSnapshot.of(
        new ConfigSource("openshift-kafka", "secure", values(phase, Map.of())).read());
  }

  private static StackRun preview(
      String phase, Map<String, ?> edits, Map<String, String> deployed) {
    StackRun run =
        StackRun.preview("secure", values(phase, edits), Map.of("declaredShape", deployed));
    assertThat(run.result().exceptions()).isEmpty();
    return run;
  }

  private static boolean checks(StackRun run) {
    return run.objects("Job").stream().anyMatch(job -> job.name().equals(NAME));
  }

  @Test
  void preview_lastPhase_checksBeforeAnyNode() {
    StackRun run = preview("closed", Map.of(), snapshot("authorize"));

    Declared check = run.object("Job", NAME);
    assertThat(String.valueOf(check.at("spec", "template", "spec", "containers", 0, "command")))
        .contains("--listener=PLAINTEXT", "--exporter-port=5556", ":9095");
    for (String set : new String[] {"kafka-controller", "kafka-kafka"}) {
      assertThat(run.object("StatefulSet", set).dependsOn())
          .as(set)
          .anyMatch(urn -> urn.endsWith("Job::" + NAME));
    }
    assertThat(run.object("NetworkPolicy", "kafka-kafka").at("spec", "ingress").toString())
        .contains("plain-clients-check");
  }

  @Test
  void preview_otherPhases_doNotCheck() {
    assertThat(checks(preview("closed", Map.of(), Map.of()))).isFalse();
    assertThat(checks(preview("closed", Map.of(), snapshot("closed")))).isFalse();
    assertThat(checks(preview("authorize", Map.of(), snapshot("use")))).isFalse();
  }

  @Test
  void preview_permissionOrNoExporter_doesNotCheck() {
    Map<String, String> deployed = snapshot("authorize");

    assertThat(checks(preview("closed", Map.of("security/allowDisconnect", true), deployed)))
        .isFalse();
    assertThat(checks(preview("closed", Map.of("exporter/enabled", false), deployed))).isFalse();
  }

  /** Otherwise an update without an edit would delete the Job. */
  @Test
  void preview_afterTheUpdate_declaresTheSameJob() {
    var deployed = new TreeMap<>(snapshot("closed"));
    deployed.put("security.plainClients", "none");

    StackRun run = preview("closed", Map.of(), deployed);

    assertThat(run.object("Job", NAME).ignoreChanges()).containsExactly("spec", "metadata");
    assertThat(run.object("ConfigMap", NAME).ignoreChanges())
        .containsExactly("binaryData", "metadata");
  }
}
