package dev.openshiftkafka.stack.openshift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.KafkaStack;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Tests of the rights of the deployer. */
class DeployerRightsTest {
  private static final Path DOCUMENT = Path.of("docs/deployer.md");
  private static final String BLOCK = "```yaml\n";
  private static final Set<String> BY_NAME_ONLY = Set.of("patch", "delete", "use", "bind");

  private static String rights() {
    var values = StackEdit.apply(StackFile.read("dev"), Map.of("project/create", false));
    var config = new ConfigSource("openshift-kafka", "dev", values).read();
    return DeployerRights.manifests(config, KafkaStack.inventory(config));
  }

  @Test
  void document_rights_matchRendered() throws IOException {
    String document = Files.readString(DOCUMENT);
    String before = document.substring(0, document.lastIndexOf(BLOCK) + BLOCK.length());

    Golden.assertSame(DOCUMENT, before + rights() + "```\n");
  }

  @Test
  void rights_rules_areMinimal() {
    List<Map<String, Object>> rules =
        StreamSupport.stream(new Yaml().loadAll(rights()).spliterator(), false)
            .flatMap(role -> rules(role).stream())
            .toList();
    Set<Object> resources = all(rules, "resources");

    assertEquals(
        Set.of("get", "list", "watch", "create", "patch", "delete", "use", "bind"),
        all(rules, "verbs"));
    for (String forbidden :
        List.of("*", "secrets", "pods/exec", "clusterroles", "clusterrolebindings", "nodes")) {
      assertTrue(!resources.contains(forbidden), forbidden);
    }
    for (Map<String, Object> rule : rules) {
      boolean changes = list(rule, "verbs").stream().anyMatch(BY_NAME_ONLY::contains);
      assertTrue(!changes || !list(rule, "resourceNames").isEmpty(), rule.toString());
    }
  }

  @Test
  void rights_existingProject_patchOnly() {
    String rule = rights().split("- namespaces\n")[1].split("- apiGroups")[0];

    assertTrue(rule.contains("- patch") && !rule.contains("- delete"), rule);
  }

  private static Set<Object> all(List<Map<String, Object>> rules, String key) {
    return rules.stream().flatMap(rule -> list(rule, key).stream()).collect(Collectors.toSet());
  }

  private static List<?> list(Map<String, Object> rule, String key) {
    return (List<?>) rule.getOrDefault(key, List.of());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rules(Object role) {
    return (List<Map<String, Object>>) ((Map<String, Object>) role).get("rules");
  }
}
