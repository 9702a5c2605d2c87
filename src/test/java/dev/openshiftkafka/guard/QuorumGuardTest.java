package dev.openshiftkafka.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which quorum an update declares, and which changes of a running one it refuses. */
class QuorumGuardTest {
  private static final Map<String, Object> DYNAMIC = Map.of("quorum/membership", "dynamic");
  private static final Map<String, Object> STATIC = Map.of("quorum/membership", "static");
  private static final Map<String, Object> OLD = Map.of("kafka/version", "4.1.1");

  private static StackConfig config(Map<String, ?> edits) {
    return new ConfigSource(
            "openshift-kafka",
            "dynamic-kraft",
            StackEdit.apply(StackFile.read("dynamic-kraft"), edits))
        .read();
  }

  private static StackConfig members(int members, Map<String, ?> edits) {
    var all = new HashMap<String, Object>(edits);
    all.put("zones", List.of("a", "b", "c", "d", "e"));
    all.put("quorum/members", members);
    return config(all);
  }

  /** The snapshot that an update exports. */
  private static Map<String, String> update(Map<String, String> deployed, StackConfig config) {
    return DeploymentSnapshot.of(
        config, QuorumForm.of(deployed, config).snapshot(deployed, config));
  }

  private static QuorumForm form(Map<String, String> deployed, Map<String, ?> edits) {
    return QuorumForm.of(deployed, config(edits));
  }

  /** The snapshot of a stack that an earlier release has created. */
  private static Map<String, String> earlier(Map<String, ?> edits) {
    return DeploymentSnapshot.of(config(edits));
  }

  @Test
  void form_newStack_isDynamicWhereKafkaSupportsIt() {
    assertThat(form(Map.of(), Map.of())).isEqualTo(QuorumForm.DYNAMIC);
    assertThat(form(Map.of(), STATIC)).isEqualTo(QuorumForm.STATIC);
    assertThat(form(Map.of(), OLD)).isEqualTo(QuorumForm.STATIC);
  }

  @Test
  void form_updateWithoutEdit_isTheSame() {
    for (Map<String, ?> edits : List.of(Map.<String, Object>of(), STATIC, OLD, DYNAMIC)) {
      Map<String, String> deployed = update(Map.of(), config(edits));

      assertThat(form(deployed, edits)).isEqualTo(form(Map.of(), edits));
      assertThat(update(deployed, config(edits))).isEqualTo(deployed);
    }
  }

  @Test
  void form_earlierStack_keepsItsPods() {
    assertThat(form(earlier(Map.of()), Map.of())).isEqualTo(QuorumForm.STATIC);
    assertThat(update(earlier(Map.of()), config(Map.of()))).isEqualTo(earlier(Map.of()));
  }

  /** The controllers restart then anyway. */
  @Test
  void form_earlierStackWithOtherVersionOrKey_checksEmptyVolumes() {
    assertThat(form(earlier(OLD), Map.of())).isEqualTo(QuorumForm.STATIC_CHECKED);
    assertThat(form(earlier(Map.of()), STATIC)).isEqualTo(QuorumForm.STATIC_CHECKED);

    Map<String, String> deployed = update(earlier(OLD), config(Map.of()));
    assertThat(form(deployed, Map.of())).isEqualTo(QuorumForm.STATIC_CHECKED);
  }

  @Test
  void form_staticToDynamic_moves() {
    Map<String, String> deployed = earlier(Map.of());
    assertThat(form(deployed, DYNAMIC)).isEqualTo(QuorumForm.DYNAMIC_MOVED);
    assertThat(QuorumForm.moves(deployed, config(DYNAMIC))).isTrue();
    assertThat(QuorumGuard.refusals(deployed, config(DYNAMIC))).isEmpty();
    assertThat(QuorumGuard.advice(deployed, config(DYNAMIC)).orElseThrow())
        .contains("there is no way back");

    Map<String, String> moved = update(deployed, config(DYNAMIC));
    assertThat(form(moved, Map.of())).isEqualTo(QuorumForm.DYNAMIC_MOVED);
    assertThat(QuorumForm.moves(moved, config(DYNAMIC))).isFalse();
    assertThat(QuorumGuard.advice(moved, config(DYNAMIC))).isEmpty();
  }

  @Test
  void refusals_dynamicToStatic_refused() {
    Map<String, String> deployed = update(Map.of(), config(Map.of()));

    assertThat(QuorumGuard.refusals(deployed, config(STATIC)))
        .containsExactly(
            "quorum.membership: dynamic -> static: Kafka cannot move the voters out of the"
                + " metadata; remove the key, or set dynamic");
  }

  @Test
  void refusals_dynamicWithOlderKafka_refused() {
    Map<String, String> deployed = update(Map.of(), config(Map.of()));

    assertThat(QuorumGuard.refusals(deployed, config(OLD)))
        .containsExactly(
            "kafka.version: 4.1.1: controllers of a dynamic quorum join it by themselves from Kafka"
                + " 4.2 on; keep 4.2 or newer");
  }

  /** The running version writes the voters, before the controllers restart. */
  @Test
  void refusals_moveWithOtherVersion_refused() {
    assertThat(QuorumGuard.refusals(earlier(OLD), config(DYNAMIC)))
        .containsExactly(
            "quorum.membership: static -> dynamic: together with kafka.version 4.1.1 -> 4.4.0: the"
                + " running version must write the voters to the metadata before the controllers"
                + " restart; change the version in an update of its own, first (docs/quorum.md)");
  }

  @Test
  void refusals_membersOfStaticQuorum_refused() {
    var deployed = DeploymentSnapshot.of(members(3, Map.of()));

    assertThat(QuorumGuard.refusals(deployed, members(5, Map.of())))
        .containsExactly(
            "quorum.members: 3 -> 5: the quorum is a static list of members, and the old and the new"
                + " list could each form a majority; keep 3, or set quorum.membership dynamic in an"
                + " update of its own, first (docs/quorum.md)");
    assertThat(QuorumGuard.refusals(deployed, members(5, DYNAMIC))).hasSize(1);
  }

  @Test
  void refusals_membersOfDynamicQuorum_fewerNeedPermission() {
    Map<String, String> three = update(Map.of(), members(3, Map.of()));
    Map<String, String> five = update(Map.of(), members(5, Map.of()));

    assertThat(QuorumGuard.refusals(three, members(5, Map.of()))).isEmpty();
    assertThat(QuorumGuard.refusals(five, members(3, Map.of())))
        .containsExactly(
            "quorum.members: 5 -> 3: the removed controllers can be needed for the majority of the"
                + " quorum; set quorum.allowControllerRemoval to true, and this update checks that"
                + " the others have caught up");
    assertThat(
            QuorumGuard.refusals(five, members(3, Map.of("quorum/allowControllerRemoval", true))))
        .isEmpty();
  }
}
