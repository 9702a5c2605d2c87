package dev.openshiftkafka.stack.monitoring;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** Configurations with different alerts and dashboards. */
public final class StackConfigs {
  private StackConfigs() {}

  /** Configurations by name: both metadata modes, with and without burst credits. */
  public static Map<String, StackConfig> all() {
    var configs = new LinkedHashMap<String, StackConfig>();
    configs.put("local", read(StackFile.read("local")));
    configs.put("local-kraft", read(StackFile.kraft("local")));
    configs.put("local-provision", read(StackFile.migrating("provision")));
    configs.put("local-migrate", read(StackFile.migrating("migrate")));
    configs.put("secure", read(StackFile.read("secure")));
    configs.put("prod", read(StackFile.read("prod")));
    configs.put("prod-tiered", read(StackFile.tiered()));
    configs.put("article", read(StackFile.read("article")));
    return configs;
  }

  /** The configuration of a stack with edits. */
  public static StackConfig edited(String stack, Map<String, ?> edits) {
    return read(StackEdit.apply(StackFile.read(stack), edits));
  }

  private static StackConfig read(Map<String, String> values) {
    return new ConfigSource("openshift-kafka", "test", values).read();
  }
}
