package dev.openshiftkafka.stack.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.DeploymentSnapshot;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.Manifests;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the Job that reconciles the topics. */
class TopicsTest {
  private static final Map<String, Object> TOPICS =
      Map.of(
          "topics/declared",
          List.of(
              Map.of(
                  "name",
                  "orders",
                  "partitions",
                  12,
                  "settings",
                  Map.of("retention.ms", 604_800_000, "preallocate", true)),
              Map.of("name", "audit", "partitions", 1, "replicationFactor", 2)));

  private static StackRun run(String stack, Map<String, ?> edits) {
    StackRun run = StackRun.update(stack, StackEdit.apply(StackFile.read(stack), edits));
    assertEquals(List.of(), run.result().exceptions());
    return run;
  }

  private static StackRun onlyTopics(StackRun run) {
    return new StackRun(
        run.result(),
        run.objects().stream().filter(object -> object.name().equals("kafka-topics")).toList());
  }

  @Test
  void objects_topics_matchGolden() throws IOException {
    var edits = new HashMap<>(TOPICS);
    // A week of the stack's 49 MB/s would not fit its volumes.
    edits.put("kafka/expectedWriteMBps", 2);
    StackRun run = run("prod", edits);

    Golden.assertMatches("topics.yaml", Manifests.withoutJobIds(Manifests.yaml(onlyTopics(run))));
    Manifests.write(Path.of("target/manifests"), "topics", run);
  }

  @Test
  void job_limitRetentionToDisk_setsRetentionBytes() {
    var edits = new HashMap<>(TOPICS);
    edits.put("topics/limitRetentionToDisk", true);

    String declaration =
        String.valueOf(
            run("prod", edits).object("ConfigMap", "kafka-topics").at("data", "topics.json"));

    // 12 partitions on three replicas and one on two, each with an open segment of 1 GiB.
    long bytes = (long) Math.floor((3 * 0.8 * 5000 * (1L << 30) - 38.0 * (1L << 30)) / 38);
    assertTrue(declaration.contains("\"retention.bytes\" : \"" + bytes + "\""), declaration);
  }

  private static Object[] annotation() {
    return new Object[] {
      "spec", "template", "metadata", "annotations", "openshiftkafka.dev/config-hash"
    };
  }

  @Test
  void topics_edit_changesJobOnly() {
    StackRun before = run("local", TOPICS);
    StackRun same = run("local", TOPICS);
    StackRun after =
        run(
            "local",
            Map.of("topics/declared", List.of(Map.of("name", "orders", "partitions", 24))));

    assertEquals(job(before), job(same));
    assertNotEquals(job(before).at(annotation()), job(after).at(annotation()));
    assertEquals(others(before), others(after));
  }

  private static Declared job(StackRun run) {
    return run.object("Job", "kafka-topics");
  }

  private static List<Declared> others(StackRun run) {
    return run.objects().stream()
        .filter(object -> !object.name().equals("kafka-topics"))
        .sorted(java.util.Comparator.comparing(Declared::type).thenComparing(Declared::name))
        .toList();
  }

  @Test
  void job_timeouts_awaitedAfterBrokers() {
    Declared job = job(run("local", TOPICS));

    assertEquals("2400000000000ns", job.createTimeout());
    assertEquals(2100, job.at("spec", "activeDeadlineSeconds"));
    assertTrue(
        job.dependsOn().stream().anyMatch(urn -> urn.endsWith("ConfigMap::kafka-topics")),
        job.dependsOn().toString());
  }

  @Test
  void objects_noTopics_areAbsent() {
    assertEquals(List.of(), onlyTopics(run("local", Map.of())).declared());
    // The Job may have to delete the last topics.
    assertFalse(onlyTopics(run("local", Map.of("topics/allowDelete", true))).declared().isEmpty());
  }

  @Test
  void archives_topics_fitIntoConfigMap() {
    int size =
        TopicsJob.programArchives().values().stream()
            .mapToInt(text -> Base64.getDecoder().decode(text).length)
            .sum();

    assertTrue(size < (1 << 20) / 2, size + " bytes");
    assertEquals(TopicsJob.programArchives(), TopicsJob.programArchives());
  }

  @Test
  void preview_fewerPartitions_isRejected() {
    var values = StackEdit.apply(StackFile.read("local"), TOPICS);
    var config = new ConfigSource("openshift-kafka", "local", values).read();
    Map<String, Object> last =
        Map.of(
            "declaredShape",
            DeploymentSnapshot.of(config, new TopicsUpdate(Map.of(), config).snapshot()));
    StackRun run =
        StackRun.preview(
            "local",
            StackEdit.apply(
                values, Map.of("topics/declared/0/partitions", 6, "kafka/volume/size", "4Gi")),
            last);

    String message = run.result().exceptions().toString();
    assertTrue(message.contains("8Gi -> 4Gi: a volume cannot shrink"), message);
    assertTrue(message.contains("partitions of topic orders: 12 -> 6: Kafka cannot"), message);
    assertEquals(List.of(), run.objects());
    assertEquals(List.of(), StackRun.preview("local", values, last).result().exceptions());
  }
}
