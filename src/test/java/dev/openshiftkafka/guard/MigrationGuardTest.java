package dev.openshiftkafka.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of the phase of a migration. */
class MigrationGuardTest {
  private static final List<String> STATES =
      List.of("none", "provision", "migrate", "brokers", "finalize", "rollback", "kraft");

  /** All steps that are permitted. */
  private static final Set<String> PERMITTED =
      Set.of(
          "none provision",
          "provision migrate",
          "migrate brokers",
          "brokers finalize",
          "finalize kraft",
          "brokers migrate",
          "migrate rollback",
          "provision rollback",
          "rollback none");

  private static Map<String, String> values(String state) {
    return switch (state) {
      case "none" -> StackFile.read("local");
      case "kraft" -> StackFile.migrated();
      default -> StackFile.migrating(state);
    };
  }

  private static StackConfig config(Map<String, String> values) {
    return new ConfigSource("openshift-kafka", "local", values).read();
  }

  private static StackConfig config(String state) {
    return config(values(state));
  }

  private static Map<String, String> deployed(String state) {
    return DeploymentSnapshot.of(config(state));
  }

  private static List<String> refusals(String before, String after) {
    return MigrationGuard.refusals(deployed(before), config(after));
  }

  static Stream<Arguments> steps() {
    return STATES.stream()
        .flatMap(before -> STATES.stream().map(after -> Arguments.of(before, after)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void refusals_step_onlyNeighboursArePermitted(String before, String after) {
    boolean permitted = before.equals(after) || PERMITTED.contains(before + " " + after);

    List<String> refusals = refusals(before, after);

    assertEquals(permitted, refusals.isEmpty(), refusals.toString());
    assertTrue(refusals.size() < 2, refusals.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "none, migrate, provision",
    "none, rollback, provision",
    "provision, brokers, migrate or rollback",
    "provision, none, migrate or rollback",
    "migrate, finalize, brokers or rollback",
    "migrate, provision, brokers or rollback",
    "brokers, rollback, finalize or migrate",
    "rollback, migrate, none or provision"
  })
  void refusals_skippedPhase_namesThePermittedOnes(String before, String after, String next) {
    assertEquals(
        List.of(
            "migration.phase: %s -> %s: this skips a step; set %s (docs/migrate-to-kraft.md)"
                .formatted(before, after, next)),
        refusals(before, after));
  }

  @Test
  void refusals_finalized_hasNoWayBack() {
    assertEquals(
        List.of(
            "migration.phase: finalize -> brokers: the controllers no longer write to ZooKeeper,"
                + " whose metadata are stale; keep finalize, or set metadata kraft"),
        refusals("finalize", "brokers"));
    assertEquals(
        List.of(
            "metadata: kraft -> zookeeper: the metadata in ZooKeeper are gone or stale; keep kraft"),
        refusals("kraft", "none"));
  }

  @Test
  void refusals_withoutMigration_namesTheFirstPhase() {
    assertEquals(
        List.of(
            "metadata: zookeeper -> kraft: the brokers would start without metadata: no topics, no"
                + " offsets; keep zookeeper, and set migration.phase provision"
                + " first (docs/migrate-to-kraft.md)"),
        refusals("none", "kraft"));
    assertEquals(
        List.of(
            "metadata: zookeeper (migration.phase brokers) -> kraft: this skips a step; set finalize"
                + " or migrate (docs/migrate-to-kraft.md)"),
        refusals("brokers", "kraft"));
  }

  @Test
  void refusals_secondAttempt_asksBeforeVolumesAreEmptied() {
    assertEquals(
        List.of(
            "migration.phase: rollback -> provision: the controllers' volumes have the metadata of"
                + " the attempt that was rolled back; set migration.allowControllerReset to true to"
                + " delete them"),
        refusals("rollback", "provision"));
    assertEquals(
        List.of(),
        MigrationGuard.refusals(
            deployed("rollback"),
            config(
                StackEdit.apply(
                    values("provision"), Map.of("migration/allowControllerReset", true)))));
  }

  @Test
  void refusals_newStack_hasNothingToMigrate() {
    assertEquals(
        List.of(
            "migration.phase: provision: a new stack has no metadata to migrate; remove migration,"
                + " or set metadata kraft and a 4.x version"),
        MigrationGuard.refusals(Map.of(), config("provision")));
    assertEquals(
        List.of(
            "kafka.version: 3.9.2: runs with metadata kraft only after a migration, and this"
                + " stack is new; set a 4.x version"),
        MigrationGuard.refusals(Map.of(), config("kraft")));
    assertEquals(List.of(), MigrationGuard.refusals(Map.of(), config("none")));
  }

  @Test
  void refusals_otherChanges_waitForTheEnd() {
    var values = StackEdit.apply(values("migrate"), Map.of("kafka/version", "3.9.1"));

    assertEquals(
        List.of(
            "kafka.version: 3.9.2 -> 3.9.1: cannot change during a migration; keep 3.9.2 until"
                + " metadata is kraft, or until migration is removed after a rollback"),
        MigrationGuard.refusals(deployed("provision"), config(values)));
  }

  @Test
  void refusals_migratedStack_upgradesTo4() {
    var values = StackEdit.apply(values("kraft"), Map.of("kafka/version", "4.3.1"));

    assertEquals(List.of(), MigrationGuard.refusals(deployed("kraft"), config(values)));
    assertEquals(Optional.empty(), VersionGuard.refusal(deployed("kraft"), config(values)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void immutableChanges_permittedStep_areNone(String before, String after) {
    if (PERMITTED.contains(before + " " + after)) {
      assertEquals(
          List.of(), ImmutableChangeGuard.refusals(deployed(before), deployed(after), false));
    }
  }

  @Test
  void advice_step_saysWhatRestarts() {
    assertEquals(
        Optional.of(
            "migration: brokers -> finalize: restarts all controllers, one at a time, without"
                + " ZooKeeper; there is no way back"),
        MigrationGuard.advice(deployed("brokers"), config("finalize")));
    assertEquals(Optional.empty(), MigrationGuard.advice(deployed("none"), config("none")));
  }

  @Test
  void preview_skippedPhase_failsAndDeclaresNothing() {
    StackRun run =
        StackRun.preview(
            "local", values("finalize"), Map.of(PreviousOutputs.SNAPSHOT, deployed("provision")));

    String failure = run.result().exceptions().toString();
    assertTrue(failure.contains("migration.phase: provision -> finalize: "), failure);
    assertEquals(List.of(), run.objects("StatefulSet"));
  }
}
