package dev.openshiftkafka.config;

import java.util.HashSet;
import java.util.List;

/** Who may reach the pods. */
public record NetworkConfig(
    @Key(
            doc =
                "Other projects whose pods may reach the brokers on 9092; the own one always may.",
            defaultsTo = "[]")
        List<String> clientNamespaces,
    @Key(
            doc = "Projects whose pods may scrape metrics on 5556.",
            defaultsTo = "[\"openshift-monitoring\", \"openshift-user-workload-monitoring\"]")
        List<String> monitoringNamespaces) {

  /** Checks that every entry is the name of a project. */
  public NetworkConfig {
    List<String> clients = clientNamespaces;
    List<String> monitoring = monitoringNamespaces;
    Checks.run(
        checks -> {
          checkNames(checks, "clientNamespaces", clients);
          checkNames(checks, "monitoringNamespaces", monitoring);
        });
  }

  private static void checkNames(Checks checks, String key, List<String> names) {
    if (names == null) {
      return;
    }
    var seen = new HashSet<String>();
    for (int i = 0; i < names.size(); i++) {
      checks
          .matches(
              key + "[" + i + "]",
              names.get(i),
              "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
              "must be the name of a project (DNS label)")
          .that(key + "[" + i + "]", names.get(i), seen::add, "is given twice: remove one");
    }
  }
}
