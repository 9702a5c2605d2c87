package dev.openshiftkafka.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.List;
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

  private static StackConfig serviceCa(String phase) {
    var values = StackEdit.apply(StackFile.serviceCa("local"), Map.of("security/phase", phase));
    return new ConfigSource("openshift-kafka", "local", values).read();
  }

  /** Running nodes have certificates, which those with passwords do not accept, and vice versa. */
  @ParameterizedTest
  @CsvSource({"open, open", "use, authorize", "closed, closed"})
  void refusal_otherLoginOfNodes_namesTheSource(String before, String after) {
    String reason =
        "security.certificates.source: %s: brokers and controllers would log in with %s instead of"
            + " %s, and running nodes would refuse those that have restarted; keep the source, or"
            + " remove security first, phase by phase, or use a new stack";

    assertEquals(
        Optional.of(reason.formatted("service-ca", "passwords", "certificates")),
        SecurityGuard.refusal(DeploymentSnapshot.of(config(before)), serviceCa(after)));
    assertEquals(
        Optional.of(reason.formatted("cert-manager", "certificates", "passwords")),
        SecurityGuard.refusal(DeploymentSnapshot.of(serviceCa(before)), config(after)));
  }

  @Test
  void refusal_sameLoginOfNodes_empty() {
    for (StackConfig before : List.of(config("none"), serviceCa("open"))) {
      assertEquals(
          Optional.empty(),
          SecurityGuard.refusal(DeploymentSnapshot.of(before), serviceCa("open")));
    }
    assertEquals(
        Optional.empty(),
        SecurityGuard.refusal(DeploymentSnapshot.of(serviceCa("open")), config("none")));
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
