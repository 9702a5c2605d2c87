package dev.openshiftkafka.config;

import java.util.List;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Metrics of one component in addition to the project's own rules. */
public record ExporterRulesConfig(
    @Key(
            doc =
                "Object name patterns of additional MBeans. The project's own patterns match no"
                    + " MBean per partition, because such patterns slow down every scrape.",
            defaultsTo = "[]")
        List<String> objectNames,
    @Key(
            doc =
                "Rules that precede the project's own, which are in"
                    + " src/main/resources/dev/openshiftkafka/stack/monitoring/rules; the first"
                    + " match wins. A change restarts no pod, because the exporter reloads its"
                    + " file.",
            defaultsTo = "[]")
        List<ExporterRuleConfig> rules) {

  /** Checks the object names. */
  public ExporterRulesConfig {
    Checks.run(
        checks -> {
          for (int i = 0; objectNames != null && i < objectNames.size(); i++) {
            checks.that(
                "objectNames[" + i + "]",
                objectNames.get(i),
                ExporterRulesConfig::isObjectName,
                "must be an object name, such as kafka.log:type=LogManager,*");
          }
        });
  }

  private static boolean isObjectName(String name) {
    try {
      new ObjectName(name);
      return true;
    } catch (MalformedObjectNameException e) {
      return false;
    }
  }
}
