package dev.openshiftkafka.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks settings by Kafka's own definitions of the configured version. */
final class DefinitionChecks {
  private final Checks checks;
  private final KafkaDefinitions definitions;
  private final Map<String, SettingDefinition> known;
  private final List<String> pluginSettings;
  private final Set<String> faulty = new HashSet<>();

  private DefinitionChecks(
      Checks checks,
      KafkaDefinitions definitions,
      Map<String, SettingDefinition> known,
      List<String> pluginSettings) {
    this.checks = checks;
    this.definitions = definitions;
    this.known = known;
    this.pluginSettings = pluginSettings;
  }

  /**
   * Checks names, types, ranges, and rules for several settings together.
   *
   * @param pluginSettings names that are not Kafka's; a final {@code *} stands for any ending
   * @param faulty names with other faults, which are not checked
   * @return the names with faults, the given ones included
   */
  static Set<String> ofBrokers(
      Checks checks,
      KafkaDefinitions definitions,
      Map<String, String> settings,
      List<String> pluginSettings,
      Set<String> faulty) {
    var names = new DefinitionChecks(checks, definitions, definitions.brokers(), pluginSettings);
    names.faulty.addAll(faulty);
    settings.forEach((name, value) -> names.check("settings." + name, name, value));
    return new StartupRules(
            checks, definitions, BrokersConfig.DEFAULT_SETTINGS, settings, names.faulty)
        .run();
  }

  /**
   * Checks the settings of a topic.
   *
   * @param path path of the settings
   */
  static void ofTopic(
      Checks checks, KafkaDefinitions definitions, String path, Map<String, String> settings) {
    var names = new DefinitionChecks(checks, definitions, definitions.topics(), List.of());
    settings.forEach((name, value) -> names.check(path + "." + name, name, value));
  }

  private void check(String path, String name, String value) {
    if (faulty.contains(name) || isOfPlugin(name)) {
      return;
    }
    SettingDefinition definition = known.get(ManagedSettings.ofBroker(name));
    var problem = definition == null ? definitions.unknown(name, known) : definition.problem(value);
    if (problem.isPresent()) {
      faulty.add(name);
      checks.fault(path, value, problem.get());
    }
  }

  private boolean isOfPlugin(String name) {
    return pluginSettings.stream()
        .anyMatch(
            allowed ->
                allowed.endsWith("*")
                    ? name.startsWith(allowed.substring(0, allowed.length() - 1))
                    : name.equals(allowed));
  }
}
