package dev.openshiftkafka.stack.openshift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever names no cluster is told how to. */
class MissingKubeconfigTest {
  @TempDir private Path home;

  private static StackConfig config(Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.read("prod"), edits);
    return new ConfigSource("openshift-kafka", "prod", values).read();
  }

  private Optional<String> warning(Map<String, ?> edits, Map<String, String> further) {
    var environment = new HashMap<>(Map.of("HOME", home.toString()));
    environment.putAll(further);
    return MissingKubeconfig.warning(config(edits), "prod", environment);
  }

  @Test
  void theWarningHasTheCommandThatSetsIt() {
    assertEquals(
        Optional.of(
            "No cluster is named: neither by the secret kubeconfig of the stack, nor by KUBECONFIG,"
                + " nor by ~/.kube/config. Set the secret with: pulumi config set --secret"
                + " kubeconfig --stack prod --config-file stacks/Pulumi.prod.yaml <"
                + " kubeconfig.yaml"),
        warning(Map.of(), Map.of()));
  }

  @Test
  void anyOtherPlaceIsEnough() throws IOException {
    assertEquals(Optional.empty(), warning(Map.of("kubeconfig", "apiVersion: v1"), Map.of()));
    assertEquals(Optional.empty(), warning(Map.of(), Map.of("KUBECONFIG", "/a/file")));
    assertEquals(
        Optional.empty(), warning(Map.of(), Map.of("KUBERNETES_SERVICE_HOST", "172.30.0.1")));
    Files.createDirectory(home.resolve(".kube"));
    Files.writeString(home.resolve(".kube/config"), "apiVersion: v1");
    assertEquals(Optional.empty(), warning(Map.of(), Map.of()));
  }
}
