package dev.openshiftkafka.stack.monitoring.alerts;

import dev.openshiftkafka.config.MetadataMode;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.guard.QuorumForm;
import dev.openshiftkafka.stack.monitoring.Promtool;
import dev.openshiftkafka.stack.monitoring.StackConfigs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with promtool that the alerts of whole stacks fire when they should. */
class AlertRulesIT {
  private static final Path TESTS = Path.of("src/test/resources/observability/alerts");
  private static final Path FOLDER = Path.of("target/alerts");

  @ParameterizedTest
  @ValueSource(strings = {"local", "local-kraft", "secure", "prod", "prod-tiered", "article"})
  void rules_promtool_fireAsExpected(String stack) throws Exception {
    StackConfig config = StackConfigs.all().get(stack);
    QuorumForm form = QuorumForm.of(Map.of(), config);
    Path folder = FOLDER.resolve(stack);
    Path rules = Promtool.write(folder.resolve("rules.yaml"), Alerts.spec(config, form));

    Promtool.run("check", rules);
    for (String test : tests(config, form)) {
      // The test refers to the rules file in its own folder.
      Path file = folder.resolve(test);
      Files.copy(TESTS.resolve(test), file, StandardCopyOption.REPLACE_EXISTING);
      Promtool.run("test", file);
    }
  }

  private static List<String> tests(StackConfig config, QuorumForm form) {
    var tests = new ArrayList<String>();
    tests.add("all.test.yaml");
    tests.add(
        config.metadata() == MetadataMode.ZOOKEEPER ? "zookeeper.test.yaml" : "kraft.test.yaml");
    if (form.isDynamic()) {
      tests.add("voters.test.yaml");
    }
    if (VolumeAlerts.burst(config).isPresent()) {
      tests.add("burst.test.yaml");
    }
    if (config.security() != null) {
      tests.add("certificates.test.yaml");
    }
    if (config.kafka().tieredStorage() != null) {
      tests.add("tiered.test.yaml");
    }
    return tests;
  }
}
