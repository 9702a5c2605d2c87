package dev.openshiftkafka.stack.openshift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the MachineSets and their health check. */
class AppMachinesTest {
  private static StackRun run(String stack, Map<String, ?> edits) {
    StackRun run = StackRun.update(stack, StackEdit.apply(StackFile.read(stack), edits));
    assertEquals(List.of(), run.result().exceptions());
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod", "staging"})
  void healthCheck_machines_areThoseOfStack(String stack) {
    StackRun run = run(stack, Map.of());
    Declared check = run.objects("MachineHealthCheck").get(0);

    assertEquals(1, run.objects("MachineHealthCheck").size());
    assertEquals("openshift-machine-api", check.at("metadata", "namespace"));
    assertEquals(1, check.at("spec", "maxUnhealthy"));
    assertEquals("20m", check.at("spec", "nodeStartupTimeout"));
    assertEquals(
        List.of(
            Map.of("type", "Ready", "status", "False", "timeout", "8m"),
            Map.of("type", "Ready", "status", "Unknown", "timeout", "8m")),
        check.at("spec", "unhealthyConditions"));
    assertEquals(selected(run), selectedBy(check));
    assertEquals(3, selected(run).size());
  }

  /** Values of the label that the MachineSets give to their Machines, and select them by. */
  private static Set<Object> selected(StackRun run) {
    return run.objects("MachineSet").stream()
        .map(
            set ->
                set.at(
                    "spec",
                    "template",
                    "metadata",
                    "labels",
                    "machine.openshift.io/cluster-api-machineset"))
        .collect(Collectors.toSet());
  }

  private static Set<Object> selectedBy(Declared check) {
    assertEquals(
        "machine.openshift.io/cluster-api-machineset",
        check.at("spec", "selector", "matchExpressions", 0, "key"));
    assertEquals("In", check.at("spec", "selector", "matchExpressions", 0, "operator"));
    return new HashSet<>((List<?>) check.at("spec", "selector", "matchExpressions", 0, "values"));
  }

  /** The health check exists only as long as the MachineSets. */
  @Test
  void healthCheck_dependencies_areMachineSets() {
    StackRun run = run("prod", Map.of());
    Declared check = run.objects("MachineHealthCheck").get(0);
    for (Declared set : run.objects("MachineSet")) {
      assertTrue(check.dependsOn().stream().anyMatch(set::isAt), set.name());
    }
  }

  @Test
  void healthCheck_configured_followsKeys() {
    StackRun run =
        run(
            "prod",
            Map.of(
                "aws/nodes/healthCheck",
                Map.of("timeoutMinutes", 15, "nodeStartupTimeoutMinutes", 40)));
    Declared check = run.objects("MachineHealthCheck").get(0);

    assertEquals("15m", check.at("spec", "unhealthyConditions", 0, "timeout"));
    assertEquals("15m", check.at("spec", "unhealthyConditions", 1, "timeout"));
    assertEquals("40m", check.at("spec", "nodeStartupTimeout"));
  }

  @Test
  void healthCheck_disabledOrInstances_none() {
    assertEquals(
        List.of(),
        run("prod", Map.of("aws/nodes/healthCheck/enabled", false)).objects("MachineHealthCheck"));
    assertEquals(List.of(), run("dev", Map.of()).objects("MachineHealthCheck"));
  }

  @ParameterizedTest
  @CsvSource({"timeoutMinutes, 4", "timeoutMinutes, 121", "nodeStartupTimeoutMinutes, 9"})
  void healthCheck_outOfRange_rejected(String key, int value) {
    var values =
        StackEdit.apply(StackFile.read("prod"), Map.of("aws/nodes/healthCheck/" + key, value));
    var source = new ConfigSource("openshift-kafka", "prod", values);

    var error = Assertions.assertThrows(InvalidConfigException.class, source::read);
    assertTrue(
        error.getMessage().contains("aws.nodes.healthCheck." + key + ": \"" + value + "\" must"),
        error.getMessage());
  }
}
