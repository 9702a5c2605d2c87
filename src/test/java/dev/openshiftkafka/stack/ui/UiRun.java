package dev.openshiftkafka.stack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the pod of the web UI of a run. */
final class UiRun {
  static final String NAME = "kafka-ui";
  private static final String COMPONENT = "app.kubernetes.io/component";

  private UiRun() {}

  /** An update of a stack with edits, which must succeed. */
  static StackRun of(String stack, Map<String, ?> edits) {
    StackRun run = StackRun.update(stack, StackEdit.apply(StackFile.read(stack), edits));
    assertEquals(List.of(), run.result().exceptions());
    return run;
  }

  /** The objects of the UI only. */
  static StackRun onlyUi(StackRun whole) {
    return new StackRun(
        whole.result(), whole.declared().stream().filter(UiRun::isOfTheUi).toList());
  }

  private static boolean isOfTheUi(Declared object) {
    return List.of("ui", "cmak-registration")
        .contains(String.valueOf(object.at("metadata", "labels", COMPONENT)));
  }

  static Map<String, Object> container(StackRun run, String name) {
    Declared deployment = run.object("Deployment", NAME);
    return deployment.listAt("spec", "template", "spec", "containers").stream()
        .filter(container -> container.get("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The environment variables of the UI, without those that Kubernetes fills. */
  static Map<String, String> environment(StackRun run) {
    return ((List<?>) container(run, "kafbat").get("env"))
        .stream()
            .map(variable -> (Map<?, ?>) variable)
            .filter(variable -> variable.get("value") != null)
            .collect(
                Collectors.toMap(
                    variable -> (String) variable.get("name"),
                    variable -> (String) variable.get("value")));
  }

  static List<String> arguments(StackRun run, String option) {
    return ((List<?>) container(run, "oauth-proxy").get("args"))
        .stream()
            .map(String.class::cast)
            .filter(argument -> argument.startsWith("--" + option + "="))
            .map(argument -> argument.substring(argument.indexOf('=') + 1))
            .toList();
  }
}
