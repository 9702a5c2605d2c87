package dev.openshiftkafka.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of the phase of security. */
class SecurityGuardTest {
  private static StackConfig config(String phase) {
    var values =
        phase.equals("none")
            ? StackFile.kraft("local")
            : StackEdit.apply(StackFile.secure("local"), Map.of("security/phase", phase));
    return new ConfigSource("openshift-kafka", "local", values).read();
  }

  private static Optional<String> refusal(String before, String after) {
    return SecurityGuard.refusal(DeploymentSnapshot.of(config(before)), config(after));
  }

  @ParameterizedTest
  @CsvSource({
    "none, none",
    "none, open",
    "open, use",
    "use, authorize",
    "authorize, closed",
    "closed, closed",
    "authorize, use",
    "use, open",
    "open, none"
  })
  void refusal_nextOrPreviousPhase_empty(String before, String after) {
    assertEquals(Optional.empty(), refusal(before, after));
  }

  @ParameterizedTest
  @CsvSource({
    "none, closed, open",
    "none, use, open",
    "open, authorize, use",
    "use, closed, authorize",
    "authorize, open, use",
    "authorize, none, use",
    "use, none, open",
  })
  void refusal_skippedPhase_namesTheNext(String before, String after, String next) {
    assertEquals(
        Optional.of(
            "security.phase: %s -> %s: nodes of both phases run while they restart, and would not reach each other; set %s first"
                .formatted(before, after, next)),
        refusal(before, after));
  }

  @ParameterizedTest
  @CsvSource({"authorize", "open", "none"})
  void refusal_closedStack_staysClosed(String after) {
    assertEquals(
        Optional.of(
            "security.phase: closed -> %s: clients without credentials would get all rights again; keep closed, or use a new stack"
                .formatted(after)),
        refusal("closed", after));
  }

  @Test
  void refusal_newStack_startsWithAnyPhase() {
    assertEquals(Optional.empty(), SecurityGuard.refusal(Map.of(), config("closed")));
  }

  /** The phase is no reason to replace a StatefulSet. */
  @Test
  void immutableChanges_phase_isPermitted() {
    assertEquals(
        java.util.List.of(),
        ImmutableChangeGuard.refusals(
            DeploymentSnapshot.of(config("open")), DeploymentSnapshot.of(config("use")), false));
  }
}
