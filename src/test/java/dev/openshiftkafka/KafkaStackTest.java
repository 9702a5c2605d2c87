package dev.openshiftkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of every stack file, in preview and in update. */
class KafkaStackTest {
  private static final Set<String> PROTECTED =
      Set.of("StatefulSet", "PersistentVolume", "PersistentVolumeClaim", "MachineSet");

  static Stream<Arguments> runs() {
    Stream<Map.Entry<String, Map<String, String>>> stacks =
        Stream.concat(
            StackFile.ALL.keySet().stream().sorted().map(s -> Map.entry(s, StackFile.read(s))),
            Stream.of(Map.entry("local", StackFile.kraft("local"))));
    return stacks.flatMap(
        stack ->
            Stream.of(
                Arguments.of(stack.getKey(), StackRun.update(stack.getKey(), stack.getValue())),
                Arguments.of(
                    stack.getKey(), StackRun.preview(stack.getKey(), stack.getValue(), Map.of()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void resources_run_areUnique(String stack, StackRun run) {
    assertEquals(List.of(), run.result().exceptions());
    var urns =
        run.declared().stream()
            .map(d -> d.parent() + "$" + d.type() + "::" + d.name())
            .collect(Collectors.groupingBy(urn -> urn, Collectors.counting()));
    assertEquals(
        Map.of(),
        urns.entrySet().stream()
            .filter(e -> e.getValue() > 1)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void objects_provider_isTheOneOfStack(String stack, StackRun run) {
    assertFalse(run.objects().isEmpty());
    for (Declared object : run.objects()) {
      assertTrue(
          object.provider().contains("pulumi:providers:kubernetes::openshift"), object.toString());
      assertTrue(object.at("metadata", "name") instanceof String, object.toString());
      assertFalse(object.parent().isEmpty(), object.toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void objects_withData_areProtected(String stack, StackRun run) {
    boolean protect = StackFile.PROTECTED.contains(stack);
    for (Declared object : run.objects()) {
      assertEquals(
          protect && PROTECTED.contains(object.kind()), object.protect(), object.toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void deployerRights_objects_match(String stack, StackRun run) {
    var values =
        stack.equals("local") && isKraft(run) ? StackFile.kraft(stack) : StackFile.read(stack);
    var config = new ConfigSource("openshift-kafka", stack, values).read();
    var granted = new TreeMap<String, Set<String>>();
    KafkaStack.inventory(config)
        .byResource()
        .forEach((resource, names) -> granted.put(key(resource), new TreeSet<>(names)));
    // Only the update of a running stack to its last security phase declares these.
    granted.values().forEach(names -> names.remove("kafka-plain-clients-check"));
    var declared = new TreeMap<String, Set<String>>();
    for (Declared object : run.objects()) {
      declared
          .computeIfAbsent(key(object), key -> new TreeSet<>())
          .add((String) object.at("metadata", "name"));
    }
    assertEquals(declared, granted);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void objects_project_dependOnNamespace(String stack, StackRun run) {
    var visited = new HashMap<Declared, Boolean>();
    for (Declared object : run.objects()) {
      if ("kafka".equals(object.at("metadata", "namespace"))) {
        assertTrue(dependsOnNamespace(run, object, visited), object.type() + " " + object.name());
      }
    }
  }

  @Test
  void layers_single_declareNothingOfOther() {
    var values = StackFile.read("dev");
    StackRun aws =
        StackRun.update("dev", StackEdit.apply(values, Map.of("layers", List.of("aws"))));
    assertEquals(List.of(), aws.result().exceptions());
    assertEquals(List.of(), aws.objects());
    assertEquals(6, aws.resources("aws:ebs/volume:").size());

    StackRun openshift = StackRun.update("existing", StackFile.read("existing"));
    assertEquals(List.of(), openshift.result().exceptions());
    assertEquals(List.of(), openshift.resources("aws:"));
    assertEquals(
        "vol-0a000000000000001",
        openshift
            .object("PersistentVolume", "kafka-datadir-kafka-kafka-0")
            .at("spec", "csi", "volumeHandle"));
  }

  /**
   * Whether a resource or one of its parents depends on the namespace, directly or transitively.
   *
   * @param visited results of earlier calls: many resources share dependencies
   */
  private static boolean dependsOnNamespace(
      StackRun run, Declared resource, Map<Declared, Boolean> visited) {
    Boolean known = visited.get(resource);
    if (known == null) {
      known =
          Stream.concat(resource.dependsOn().stream(), Stream.of(resource.parent()))
              .anyMatch(
                  urn ->
                      urn.contains(":Namespace")
                          || run.declared().stream()
                              .filter(d -> urn.endsWith(d.type() + "::" + d.name()))
                              .anyMatch(d -> dependsOnNamespace(run, d, visited)));
      visited.put(resource, known);
    }
    return known;
  }

  private static boolean isKraft(StackRun run) {
    return run.objects("StatefulSet").stream()
        .anyMatch(set -> "kafka-controller".equals(set.at("metadata", "name")));
  }

  private static String key(ApiResource resource) {
    return resource.group() + "/" + resource.resource() + "/" + resource.namespaced();
  }

  private static String key(Declared object) {
    String apiVersion = (String) object.manifest().get("apiVersion");
    String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    String singular = object.kind().toLowerCase(Locale.ROOT);
    String plural =
        singular.endsWith("policy")
            ? singular.replaceAll("y$", "ies")
            : singular.endsWith("class") ? singular + "es" : singular.replaceAll("([^s])$", "$1s");
    return group + "/" + plural + "/" + (object.at("metadata", "namespace") != null);
  }
}
