package dev.openshiftkafka.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pulumi.exceptions.RunException;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.ClusterHealth.Report;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the refusal of an update while the cluster is degraded. */
class DegradedUpdateGuardTest {
  private static final String POD = "pod kafka-kafka-1: is not ready on node b";
  private static final String POOL = "MachineConfigPool worker: is updating, 1 of 3 nodes are done";
  private static final String TEXT =
      "The cluster is degraded, and an update that restarts further pods can stop writes or lose"
          + " the quorum's majority:\n  "
          + POD
          + "\n  "
          + POOL;
  private static final String REFUSAL =
      TEXT
          + "\nallowDegradedUpdate: false refuses updates of a degraded cluster; wait until all are"
          + " ready, or set it to true for an update that repairs them";
  private static final Report DEGRADED = new Report(List.of(POD, POOL), List.of());
  private static final Map<String, String> DEPLOYED = Map.of("metadata", "zookeeper");

  private static final ClusterHealth UNREAD =
      config -> {
        throw new AssertionError("the cluster was read");
      };

  private static StackConfig config(Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.read("dev"), edits);
    return new ConfigSource("openshift-kafka", "dev", values).read();
  }

  private static List<String> check(StackConfig config, Report report, boolean preview) {
    return new DegradedUpdateGuard(any -> report).check(DEPLOYED, config, preview);
  }

  @Test
  void update_degraded_refusedWithEachFault() {
    var config = config(Map.of());
    var refusal = assertThrows(RunException.class, () -> check(config, DEGRADED, false));

    assertEquals(REFUSAL, refusal.getMessage());
  }

  @Test
  void preview_degraded_warnsWithSameText() {
    assertEquals(List.of(REFUSAL), check(config(Map.of()), DEGRADED, true));
  }

  @Test
  void update_allowed_warnsEachTime() {
    var allowed = config(Map.of("allowDegradedUpdate", true));
    String warning =
        "allowDegradedUpdate: true permits updates that restart pods while other members are down;"
            + " set it to false after the repair";

    assertEquals(List.of(warning, TEXT), check(allowed, DEGRADED, false));
    assertEquals(List.of(warning), check(allowed, Report.HEALTHY, false));
    assertEquals(List.of(warning), check(allowed, Report.HEALTHY, true));
  }

  @Test
  void update_healthyOrUnknown_permitted() {
    var unknown = new Report(List.of(), List.of("cluster: cannot be read"));

    assertEquals(List.of(), check(config(Map.of()), Report.HEALTHY, false));
    assertEquals(unknown.unknown(), check(config(Map.of()), unknown, false));
  }

  @Test
  void update_firstOrWithoutOpenShift_readsNothing() {
    var guard = new DegradedUpdateGuard(UNREAD);

    assertEquals(List.of(), guard.check(Map.of(), config(Map.of()), false));
    assertEquals(List.of(), guard.check(DEPLOYED, config(Map.of("layers", List.of("aws"))), false));
  }

  /** The whole program: nothing is declared, so nothing is changed. */
  @Test
  void stack_degraded_updateDeclaresNothing() {
    Map<String, Object> outputs = Map.of(PreviousOutputs.SNAPSHOT, DEPLOYED);
    var values = StackFile.read("local");

    StackRun update = StackRun.update("local", values, outputs, any -> DEGRADED);
    assertEquals(List.of(REFUSAL), update.result().errors());
    assertEquals(
        List.of("pulumi:pulumi:Stack"), update.declared().stream().map(Declared::type).toList());

    StackRun preview = StackRun.preview("local", values, outputs, any -> DEGRADED);
    assertEquals(List.of(), preview.result().errors());
    assertFalse(preview.objects("StatefulSet").isEmpty());

    StackRun first = StackRun.update("local", values, Map.of(), UNREAD);
    assertEquals(List.of(), first.result().errors());
    assertTrue(first.objects("StatefulSet").size() > 1);
  }
}
