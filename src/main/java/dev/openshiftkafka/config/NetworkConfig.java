package dev.openshiftkafka.config;

import java.util.HashSet;
import java.util.List;

/** Sources that the NetworkPolicies of the pods allow. */
public record NetworkConfig(
    @Key(
            doc =
                "Other projects whose pods can connect to the brokers on port 9092, or with"
                    + " `security` on ports 9094 and 9095. Pods of the stack's project always can.",
            defaultsTo = "[]")
        List<String> clientNamespaces,
    @Key(
            doc = "Projects whose pods can scrape metrics on port 5556.",
            defaultsTo = "[\"openshift-monitoring\", \"openshift-user-workload-monitoring\"]")
        List<String> monitoringNamespaces) {

  /** Checks the names of the projects. */
  public NetworkConfig {
    Checks.run(
        checks -> {
          checkNames(checks, "clientNamespaces", clientNamespaces);
          checkNames(checks, "monitoringNamespaces", monitoringNamespaces);
        });
  }

  private static void checkNames(Checks checks, String key, List<String> names) {
    if (names == null) {
      return;
    }
    var seen = new HashSet<String>();
    for (int i = 0; i < names.size(); i++) {
      checks
          .projectName(key + "[" + i + "]", names.get(i))
          .that(key + "[" + i + "]", names.get(i), seen::add, "is a duplicate; remove it");
    }
  }
}
