package dev.openshiftkafka.config;

import java.util.List;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** What an exporter tells beside the program's own rules. */
public record ExporterRulesConfig(
    @Key(
            doc =
                "Further beans that it asks for, as patterns of object names. The program's own name"
                    + " none that exists per partition: such a pattern costs time at every scrape.",
            defaultsTo = "[]")
        List<String> objectNames,
    @Key(
            doc =
                "Rules that stand before the program's own, which are in"
                    + " src/main/resources/dev/openshiftkafka/stack/monitoring/rules; the first that matches"
                    + " wins. Another list restarts nothing: the exporter reads its file anew.",
            defaultsTo = "[]")
        List<ExporterRuleConfig> rules) {

  /** Checks the object names. */
  public ExporterRulesConfig {
    List<String> names = objectNames;
    Checks.run(
        checks -> {
          for (int i = 0; names != null && i < names.size(); i++) {
            checks.that(
                "objectNames[" + i + "]",
                names.get(i),
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
