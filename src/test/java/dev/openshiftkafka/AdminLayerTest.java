package dev.openshiftkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.stack.openshift.DeployerRights;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the two stacks, of an administrator and of an everyday deployer, that replace one. */
class AdminLayerTest {
  /** Kinds whose creation gives control over nodes, other projects, or rights. */
  private static final Set<String> ESCALATING =
      Set.of(
          "Namespace",
          "SecurityContextConstraints",
          "Role",
          "RoleBinding",
          "MachineSet",
          "MachineHealthCheck",
          "PersistentVolume",
          "StorageClass");

  static Stream<Map<String, String>> stacks() {
    var existing = StackFile.read("existing");
    return Stream.of(
        StackFile.read("dev"),
        StackFile.read("prod"),
        StackFile.read("local"),
        StackFile.kraft("local"),
        StackFile.read("dynamic"),
        existing,
        StackEdit.apply(existing, Map.of("project/securityContextConstraints", false)),
        StackEdit.apply(existing, Map.of("dashboards/console", true)),
        StackEdit.apply(existing, Map.of("project/create", false)));
  }

  private static boolean isOnAws(Map<String, String> values) {
    return values.getOrDefault("openshift-kafka:layers", "").contains("aws");
  }

  private static Map<String, String> admin(Map<String, String> values) {
    List<String> layers = isOnAws(values) ? List.of("aws", "admin") : List.of("admin");
    return StackEdit.apply(values, Map.of("layers", layers, "adminLayer", "external"));
  }

  private static Map<String, String> everyday(Map<String, String> values) {
    return StackEdit.apply(
        values, Map.of("layers", List.of("openshift"), "adminLayer", "external"));
  }

  private static StackRun run(Map<String, String> values) {
    StackRun run = StackRun.update("split", values);
    assertEquals(List.of(), run.result().exceptions());
    assertEquals(List.of(), run.result().errors());
    return run;
  }

  /** Returns the inputs of the objects, by kind, namespace and name. */
  private static Map<String, Object> inputs(Collection<Declared> objects) {
    var inputs = new TreeMap<String, Object>();
    for (Declared object : objects) {
      String key =
          object.kind()
              + " "
              + object.at("metadata", "namespace")
              + "/"
              + object.at("metadata", "name");
      assertEquals(null, inputs.put(key, List.of(object.inputs(), object.protect())), key);
    }
    return inputs;
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void twoStacks_objects_areThoseOfOne(Map<String, String> values) {
    StackRun one = run(values);
    StackRun admin = run(admin(values));
    StackRun everyday = run(everyday(values));

    var both = new ArrayList<>(admin.objects());
    both.addAll(everyday.objects());
    Map<String, Object> expected = inputs(one.objects());
    Map<String, Object> actual = inputs(both);
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((key, inputs) -> assertEquals(inputs, actual.get(key), key));
    assertEquals(names(one.resources("aws:")), names(admin.resources("aws:")));
    assertEquals(List.of(), everyday.resources("aws:"));
  }

  private static List<String> names(List<Declared> resources) {
    return resources.stream().map(r -> r.type() + " " + r.name()).sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void everydayStack_objects_areInProjectAndHarmless(Map<String, String> values) {
    for (Declared object : run(everyday(values)).objects()) {
      assertEquals("kafka", object.at("metadata", "namespace"), object.toString());
      assertTrue(!ESCALATING.contains(object.kind().replaceAll("Patch$", "")), object.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void rights_eachStack_nameItsObjects(Map<String, String> values) {
    for (Map<String, String> stack : List.of(admin(values), everyday(values))) {
      var declared = new TreeSet<String>();
      for (Declared object : run(stack).objects()) {
        declared.add(object.at("metadata", "namespace") + "/" + object.at("metadata", "name"));
      }
      var config = new ConfigSource("openshift-kafka", "split", stack).read();
      var inventory = KafkaStack.inventory(config);
      var granted = new TreeSet<String>();
      Stream.of(inventory.byResource(), inventory.patched())
          .flatMap(kinds -> kinds.entrySet().stream())
          .forEach(
              kind -> {
                String namespace = kind.getKey().place().replaceAll("^\\.$", "kafka");
                kind.getValue()
                    .forEach(
                        name -> granted.add((namespace.isEmpty() ? null : namespace) + "/" + name));
              });
      // Only the update of a running stack to its last security phase declares it.
      granted.remove("kafka/kafka-plain-clients-check");
      assertEquals(declared, granted);
    }
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void everydayRights_rules_cannotEscalate(Map<String, String> values) {
    var config = new ConfigSource("openshift-kafka", "split", everyday(values)).read();
    List<Map<String, Object>> roles = KafkaStack.deployerRoles(config);

    assertEquals(2, roles.size());
    assertEquals("ClusterRole", roles.get(0).get("kind"));
    assertEquals(
        List.of(
            Map.of(
                "apiGroups",
                List.of("machineconfiguration.openshift.io"),
                "resources",
                List.of("machineconfigpools"),
                "verbs",
                List.of("get"),
                "resourceNames",
                List.of("worker"))),
        roles.get(0).get("rules"));
    assertEquals("Role", roles.get(1).get("kind"));
    assertEquals(
        Map.of("name", "kafka-deployer", "namespace", "kafka"), roles.get(1).get("metadata"));
    for (Object rule : (List<?>) roles.get(1).get("rules")) {
      var fields = new HashMap<Object, Object>((Map<?, ?>) rule);
      String text = rule.toString().toLowerCase(Locale.ROOT);
      assertTrue(
          Stream.of("escalate", "bind", "use", "impersonate", "*")
              .noneMatch(((List<?>) fields.get("verbs"))::contains),
          text);
      assertTrue(
          Stream.of(
                  "namespaces",
                  "roles",
                  "rolebindings",
                  "secrets",
                  "securitycontextconstraints",
                  "machinesets",
                  "persistentvolumes",
                  "storageclasses",
                  "serviceaccounts/token",
                  "pods/exec")
              .noneMatch(((List<?>) fields.get("resources"))::contains),
          text);
    }
  }

  @Test
  void rights_twoStacks_matchGolden() {
    var existing = StackFile.read("existing");

    Golden.assertMatches("admin-rights.yaml", rights(admin(existing)));
    Golden.assertMatches("everyday-rights.yaml", rights(everyday(existing)));
  }

  private static String rights(Map<String, String> values) {
    var config = new ConfigSource("openshift-kafka", "split", values).read();
    return DeployerRights.manifests(config, KafkaStack.inventory(config));
  }
}
