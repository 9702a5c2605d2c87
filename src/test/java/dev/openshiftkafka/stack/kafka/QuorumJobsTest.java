package dev.openshiftkafka.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an update declares about the voters of the quorum. */
class QuorumJobsTest {
  private static final List<String> ZONES = List.of("a", "b", "c", "d", "e");

  private static Map<String, String> values(int members, Map<String, ?> edits) {
    var all = new HashMap<String, Object>(edits);
    all.put("zones", ZONES);
    all.put("quorum/members", members);
    return StackEdit.apply(StackFile.read("dynamic-kraft"), all);
  }

  private static Map<String, String> snapshot(Map<String, String> values, QuorumForm form) {
    StackConfig config = new ConfigSource("openshift-kafka", "dynamic-kraft", values).read();
    return DeploymentSnapshot.of(config, form.snapshot(Map.of(), config));
  }

  private static StackRun preview(Map<String, String> values, Map<String, String> deployed) {
    StackRun run = StackRun.preview("dynamic-kraft", values, Map.of("declaredShape", deployed));
    assertThat(run.result().exceptions()).isEmpty();
    return run;
  }

  private static List<String> jobs(StackRun run) {
    return run.objects("Job").stream()
        .map(Declared::name)
        .filter(name -> name.startsWith(QuorumJobs.NAME))
        .sorted()
        .toList();
  }

  private static Object template(StackRun run, String set) {
    return run.object("StatefulSet", set).at("spec", "template");
  }

  private static String file(StackRun run, String set) {
    return String.valueOf(run.object("ConfigMap", set).at("data", set + "-0.properties"));
  }

  private static boolean waitsFor(StackRun run, String set, String job) {
    return run.object("StatefulSet", set).dependsOn().stream()
        .anyMatch(urn -> urn.endsWith("Job::" + job));
  }

  /** Pods of a stack that an earlier release has created must not restart without an edit. */
  @Test
  void preview_earlierStack_keepsFixedList() {
    var values = values(3, Map.of());
    StackRun run = preview(values, snapshot(values, QuorumForm.STATIC));

    assertThat(file(run, "kafka-controller")).contains("controller.quorum.voters=1000@");
    assertThat(file(run, "kafka-kafka")).contains("controller.quorum.voters=1000@");
    assertThat(template(run, "kafka-controller").toString()).contains("kafka.tools.StorageTool");
    assertThat(jobs(run)).isEmpty();
  }

  @Test
  void preview_moreControllers_restartsNoPod() {
    var three = values(3, Map.of());
    StackRun before = preview(three, snapshot(three, QuorumForm.DYNAMIC));
    StackRun after = preview(values(5, Map.of()), snapshot(three, QuorumForm.DYNAMIC));

    for (String set : List.of("kafka-controller", "kafka-kafka")) {
      assertThat(template(after, set)).isEqualTo(template(before, set));
      assertThat(file(after, set)).contains(",kafka-controller-4.");
    }
    assertThat(jobs(after)).isEmpty();
  }

  @Test
  void preview_fewerControllers_checksBeforeAndRemovesAfter() {
    Map<String, Object> allowed = Map.of("quorum/allowControllerRemoval", true);
    Map<String, String> deployed = snapshot(values(5, allowed), QuorumForm.DYNAMIC);
    StackRun run = preview(values(3, allowed), deployed);

    assertThat(jobs(run)).containsExactly("kafka-quorum-check", "kafka-quorum-removal");
    assertThat(waitsFor(run, "kafka-controller", "kafka-quorum-check")).isTrue();
    assertThat(run.object("Job", "kafka-quorum-removal").toString())
        .contains("--step=remove")
        .contains("--first-removed=1003");
  }

  @Test
  void preview_staticToDynamic_movesBeforeControllersRestart() {
    var dynamic = values(3, Map.of("quorum/membership", "dynamic"));
    StackRun run = preview(dynamic, snapshot(values(3, Map.of()), QuorumForm.STATIC));

    assertThat(jobs(run)).containsExactly("kafka-quorum-move");
    assertThat(waitsFor(run, "kafka-controller", "kafka-quorum-move")).isTrue();
    assertThat(file(run, "kafka-controller"))
        .contains("controller.quorum.bootstrap.servers=")
        .contains("controller.quorum.auto.join.enable=true")
        .doesNotContain("controller.quorum.voters");
    assertThat(file(run, "kafka-kafka")).doesNotContain("auto.join");
    // The quorum exists, so no controller may found one.
    assertThat(template(run, "kafka-controller").toString())
        .contains("--cluster-id=")
        .doesNotContain("--found-quorum");
  }

  @Test
  void preview_afterMove_declaresTheSameJob() {
    var dynamic = values(3, Map.of("quorum/membership", "dynamic"));
    StackRun run = preview(dynamic, snapshot(dynamic, QuorumForm.DYNAMIC_MOVED));

    assertThat(jobs(run)).containsExactly("kafka-quorum-move");
  }
}
