package dev.openshiftkafka.cli.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.KafkaStack;
import dev.openshiftkafka.cli.preflight.Json.Quantities;
import dev.openshiftkafka.cli.preflight.StackPlan.PlannedVolume;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan matches what the stack renders. */
class StackPlanTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static StackPlan plan(String stack) {
    StackConfig config = StackPlan.readConfig(stack, StackFile.read(stack));
    return new StackPlan(stack, config, KafkaStack.deployerRoles(config));
  }

  private static StackRun run(String stack) {
    StackRun run = StackRun.update(stack, StackFile.read(stack));
    assertEquals(0, run.result().exceptions().size());
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod", "local"})
  void plan_anyStack_isWhatIsRendered(String stack) {
    StackRun run = run(stack);
    StackPlan plan = plan(stack);

    assertEquals(requests(run), planned(plan));
    assertEquals(Set.of(), imagesBesides(run, plan));
  }

  private static Map<String, String> planned(StackPlan plan) {
    var planned = new TreeMap<String, String>();
    plan.pods().forEach(p -> planned.put(p.name(), p.cpuMillis() + " " + p.memoryBytes()));
    return planned;
  }

  private static Map<String, String> requests(StackRun run) {
    var rendered = new TreeMap<String, String>();
    for (Declared set : run.objects("StatefulSet")) {
      JsonNode manifest = JSON.valueToTree(set.manifest());
      long cpu = 0;
      long memory = 0;
      for (JsonNode container : manifest.at("/spec/template/spec/containers")) {
        cpu += Quantities.cpu(container.at("/resources/requests"));
        memory += Quantities.memory(container.at("/resources/requests"));
      }
      for (int i = 0; i < manifest.at("/spec/replicas").asInt(); i++) {
        rendered.put(Json.name(manifest) + "-" + i, cpu + " " + memory);
      }
    }
    return rendered;
  }

  /** Returns images of rendered pods that the plan does not have. */
  private static Set<String> imagesBesides(StackRun run, StackPlan plan) {
    var rendered = new TreeSet<String>();
    for (Declared object : run.objects()) {
      addImages(rendered, JSON.valueToTree(object.manifest()));
    }
    // Images that the cluster builds come from its internal registry.
    rendered.removeIf(image -> image.startsWith("image-registry.openshift-image-registry.svc"));
    rendered.removeAll(plan.images());
    return rendered;
  }

  private static void addImages(TreeSet<String> images, JsonNode node) {
    JsonNode containers = node.path("containers");
    containers.forEach(container -> images.add(container.path("image").asText()));
    node.path("initContainers").forEach(c -> images.add(c.path("image").asText()));
    node.forEach(child -> addImages(images, child));
  }

  @Test
  void ebsVolumes_declared_haveZonesAndNoId() {
    StackPlan plan = plan("prod");

    assertEquals(6, plan.ebsVolumes().size());
    assertTrue(plan.ebsVolumes().stream().noneMatch(PlannedVolume::exists));
    assertEquals("eu-west-1c", plan.ebsVolumes().get(2).zone());
  }

  @Test
  void ebsVolumes_named_haveKeysAndIds() {
    PlannedVolume volume = plan("existing").ebsVolumes().get(1);

    assertEquals("kafka.volume.handles[1]", volume.key());
    assertEquals("vol-0b000000000000002", volume.id());
  }

  @Test
  void read_encryptedIgnition_isReplaced() {
    Map<String, String> values = StackFile.read("dev");
    values.put("openshift-kafka:ignition", "[secret]");

    assertFalse(StackPlan.readConfig("dev", values).ignition().contains("[secret]"));
  }
}
