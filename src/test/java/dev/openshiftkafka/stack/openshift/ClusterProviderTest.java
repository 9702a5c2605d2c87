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

/** Tests of the warning about a missing kubeconfig. */
class ClusterProviderTest {
  @TempDir private Path home;

  private static StackConfig config(Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.read("prod"), edits);
    return new ConfigSource("openshift-kafka", "prod", values).read();
  }

  private Optional<String> warning(Map<String, ?> edits, Map<String, String> further) {
    var environment = new HashMap<>(Map.of("HOME", home.toString()));
    environment.putAll(further);
    return ClusterProvider.missingKubeconfig(config(edits), "prod", environment);
  }

  @Test
  void missingKubeconfig_none_namesCommand() {
    assertEquals(
        Optional.of(
            "kubeconfig: not found in the secret kubeconfig of the stack, in KUBECONFIG or in"
                + " ~/.kube/config; set the secret: pulumi config set --secret kubeconfig --stack prod"
                + " --config-file stacks/Pulumi.prod.yaml < kubeconfig.yaml"),
        warning(Map.of(), Map.of()));
  }

  @Test
  void missingKubeconfig_found_isEmpty() throws IOException {
    assertEquals(Optional.empty(), warning(Map.of("kubeconfig", "apiVersion: v1"), Map.of()));
    assertEquals(Optional.empty(), warning(Map.of(), Map.of("KUBECONFIG", "/a/file")));
    assertEquals(
        Optional.empty(), warning(Map.of(), Map.of("KUBERNETES_SERVICE_HOST", "172.30.0.1")));
    Files.createDirectory(home.resolve(".kube"));
    Files.writeString(home.resolve(".kube/config"), "apiVersion: v1");
    assertEquals(Optional.empty(), warning(Map.of(), Map.of()));
  }
}
