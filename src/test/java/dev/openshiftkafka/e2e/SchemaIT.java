package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.e2e.TestCluster.Capability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strict validation of every object of every stack file by the API server. */
@Needs(Capability.MACHINE)
class SchemaIT {
  @BeforeEach
  void makeTheProject() {
    Shell.kubectl("create", "namespace", LocalStack.NAMESPACE);
  }

  @AfterEach
  void removeTheProject() {
    Shell.kubectl("delete", "namespace", LocalStack.NAMESPACE, "--wait=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dev", "staging", "prod", "article", "local", "local-kraft", "cmak", "oidc"})
  void apply_everyObject_accepted(String stack) throws Exception {
    Path manifests = Path.of("target/manifests", stack + ".json");
    int declared = new ObjectMapper().readTree(manifests.toFile()).path("items").size();

    String applied =
        Shell.run(
            Duration.ofMinutes(2),
            Map.of(),
            "kubectl",
            "apply",
            "--server-side",
            // The project exists already, with another field manager.
            "--force-conflicts",
            "--dry-run=server",
            "--validate=strict",
            "-f",
            manifests.toString());

    assertTrue(declared > 0, stack);
    assertEquals(
        declared, applied.lines().filter(l -> l.endsWith("(server dry run)")).count(), applied);
  }
}
