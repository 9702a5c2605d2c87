package dev.openshiftkafka.stack.monitoring.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.stack.monitoring.KnownMetrics;
import dev.openshiftkafka.stack.monitoring.StackConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Tests of the declared alerts; AlertRulesIT tests when they fire. */
class AlertsTest {
  private static final Path RUNBOOKS = Path.of("docs/runbooks.md");
  private static final Path TESTS = Path.of("src/test/resources/observability/alerts");

  static Stream<StackConfig> configs() {
    return StackConfigs.all().values().stream();
  }

  private static List<Alert> alerts(StackConfig config) {
    return alerts(config, QuorumForm.of(Map.of(), config));
  }

  private static List<Alert> alerts(StackConfig config, QuorumForm form) {
    return Alerts.groups(config, form).stream().flatMap(group -> group.alerts().stream()).toList();
  }

  private static Set<String> names() {
    return configs()
        .flatMap(config -> alerts(config).stream())
        .map(Alert::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void queries_metrics_areExported(StackConfig config) {
    KnownMetrics known = KnownMetrics.of(config);
    for (Alert alert : alerts(config)) {
      assertEquals(List.of(), known.unknownIn(alert.expr()), alert.name());
      assertFalse(alert.expr().replace("{namespace=\"kafka\"", "").contains("{"), alert.expr());
    }
  }

  @Test
  void runbooks_alerts_match() throws IOException {
    String[] sections = Files.readString(RUNBOOKS).split("\n## ");
    var headings = new TreeSet<String>();
    for (String section : Arrays.copyOfRange(sections, 1, sections.length)) {
      headings.add(section.lines().findFirst().orElseThrow());
      for (String part :
          List.of("**Meaning.**", "**Diagnosis.**", "**Mitigation.**", "**Caution.**")) {
        assertTrue(section.contains("\n" + part), part + " in " + section);
      }
      assertTrue(section.contains("```sh\n"), "a command in " + section);
    }
    assertEquals(names(), headings);
  }

  /** The files with rule tests expect each alert to fire at least once, and not to fire once. */
  @Test
  void ruleTests_alerts_coverFiringAndSilent() throws IOException {
    var raised = new TreeSet<String>();
    var silent = new TreeSet<String>();
    try (Stream<Path> files = Files.list(TESTS)) {
      for (Path file : files.toList()) {
        Map<String, Object> content = new Yaml().load(Files.readString(file));
        for (Object test : list(content, "tests")) {
          for (Object check : list((Map<?, ?>) test, "alert_rule_test")) {
            var expected = list((Map<?, ?>) check, "exp_alerts");
            (expected.isEmpty() ? silent : raised).add(String.valueOf(name(check)));
          }
        }
      }
    }
    assertEquals(names(), raised);
    assertEquals(names(), silent);
  }

  private static Object name(Object check) {
    return ((Map<?, ?>) check).get("alertname");
  }

  private static List<?> list(Map<?, ?> map, String key) {
    return (List<?>) map.get(key);
  }

  @Test
  void names_configuration_areUniqueAndApplicable() {
    Map<String, StackConfig> configs = StackConfigs.all();
    configs.values().forEach(config -> assertEquals(unique(config), alertNames(config)));
    List<String> zookeeper = alertNames(configs.get("article"));
    List<String> kraft = alertNames(configs.get("prod"));

    assertTrue(zookeeper.contains("ZooKeeperEnsembleLost"));
    assertFalse(zookeeper.contains("KafkaMetadataLag"));
    assertFalse(kraft.toString().contains("ZooKeeper"));
    assertTrue(zookeeper.contains("KafkaBurstCreditsEnd"));
    // gp3 volumes and local folders have no burst credits.
    assertFalse(kraft.contains("KafkaBurstCreditsEnd"));
    assertFalse(alertNames(configs.get("local")).contains("KafkaBurstCreditsEnd"));
  }

  /** The voters of a fixed list do not depend on what the controllers do. */
  @Test
  void alerts_quorumForm_reportObserversOfDynamicQuorumOnly() {
    StackConfig config = StackConfigs.all().get("prod");
    for (QuorumForm form : QuorumForm.values()) {
      assertEquals(
          form.isDynamic(),
          alerts(config, form).stream()
              .anyMatch(alert -> alert.name().equals("KafkaControllerNotVoter")),
          form.toString());
    }
  }

  /** Both quorums have alerts; a broker and a KRaft controller may be active at the same time. */
  @Test
  void alerts_migration_coverBothQuorums() {
    StackConfig provision = StackConfigs.all().get("local-provision");
    StackConfig migrate = StackConfigs.all().get("local-migrate");

    assertTrue(
        alertNames(provision)
            .containsAll(List.of("ZooKeeperEnsembleLost", "KafkaControllersDegraded")));
    assertEquals(
        "sum(kafka_controller_kafkacontroller_activecontrollercount{namespace=\"kafka\",component=\"broker\"}) > 1",
        expression(provision, "KafkaSeveralControllers"));
    assertEquals(
        "max(sum by (component) (kafka_controller_kafkacontroller_activecontrollercount{namespace=\"kafka\"})) > 1",
        expression(migrate, "KafkaSeveralControllers"));
    assertTrue(expression(migrate, "KafkaNoActiveController").contains(" < 6 "));
  }

  private static String expression(StackConfig config, String name) {
    return alerts(config).stream()
        .filter(alert -> alert.name().equals(name))
        .findFirst()
        .orElseThrow()
        .expr();
  }

  private static List<String> alertNames(StackConfig config) {
    return alerts(config).stream().map(Alert::name).toList();
  }

  private static List<String> unique(StackConfig config) {
    return List.copyOf(new LinkedHashSet<>(alertNames(config)));
  }

  @Test
  void alerts_diskGuardDisabled_omitIt() {
    assertTrue(alertNames(StackConfigs.all().get("prod")).contains("KafkaDiskGuardActive"));
    assertFalse(
        alertNames(StackConfigs.edited("prod", Map.of("kafka/diskGuard/enabled", false)))
            .contains("KafkaDiskGuardActive"));
  }

  @Test
  void alerts_exporterDisabled_useOtherMetrics() {
    assertEquals(
        List.of("KafkaDiskLow", "KafkaDiskFullSoon", "KafkaConsumerLagGrows"),
        alertNames(StackConfigs.edited("dev", Map.of("exporter/enabled", false))));
  }

  @Test
  void rules_labels_includeConfigured() {
    StackConfig config =
        StackConfigs.edited(
            "prod",
            Map.of(
                "alerts/labels/team", "streaming",
                "alerts/runbooks", "https://git.example.com/kafka/docs/runbooks.md"));
    for (Map<?, ?> rule : rules(config)) {
      var labels = (Map<?, ?>) rule.get("labels");
      var annotations = (Map<?, ?>) rule.get("annotations");
      assertEquals("streaming", labels.get("team"));
      assertEquals("kafka", labels.get("namespace"));
      assertTrue(Set.of("critical", "warning", "info").contains(labels.get("severity")));
      assertEquals(
          "https://git.example.com/kafka/docs/runbooks.md#"
              + String.valueOf(rule.get("alert")).toLowerCase(java.util.Locale.ROOT),
          annotations.get("runbook_url"));
      assertTrue(
          String.valueOf(annotations.get("description")).contains("$value") || isPlain(rule));
    }
  }

  /** A relative URL would be a dead link in the console and in notifications. */
  @Test
  void rules_runbooksUnknown_haveNoLink() {
    for (Map<?, ?> rule : rules(StackConfigs.edited("prod", Map.of()))) {
      var annotations = (Map<?, ?>) rule.get("annotations");
      assertNull(annotations.get("runbook_url"));
      assertEquals(
          "docs/runbooks.md#"
              + String.valueOf(rule.get("alert")).toLowerCase(java.util.Locale.ROOT),
          annotations.get("runbook"));
    }
  }

  /** Whether the description of an alert has no value. */
  private static boolean isPlain(Map<?, ?> rule) {
    return Set.of("KafkaNoActiveController", "KafkaControllerNotVoter").contains(rule.get("alert"));
  }

  private static List<Map<?, ?>> rules(StackConfig config) {
    return ((List<?>) Alerts.spec(config, QuorumForm.of(Map.of(), config)).get("groups"))
        .stream()
            .flatMap(group -> ((List<?>) ((Map<?, ?>) group).get("rules")).stream())
            .<Map<?, ?>>map(rule -> (Map<?, ?>) rule)
            .toList();
  }
}
