package dev.openshiftkafka.stack.openshift;

import dev.openshiftkafka.config.ProjectConfig;
import java.util.Map;
import java.util.TreeMap;

/** Labels and annotations of the project's namespace. */
final class ProjectMetadata {
  private ProjectMetadata() {}

  /** Enforces the restricted level: a pod that asks for more is refused, whoever made it. */
  static Map<String, String> labels() {
    var labels = new TreeMap<String, String>();
    for (String mode : new String[] {"enforce", "audit", "warn"}) {
      labels.put("pod-security.kubernetes.io/" + mode, "restricted");
    }
    // OpenShift would otherwise set these labels by what it finds in the project.
    labels.put("security.openshift.io/scc.podSecurityLabelSync", "false");
    labels.put("app.kubernetes.io/part-of", "openshift-kafka");
    return labels;
  }

  static Map<String, String> annotations(ProjectConfig config) {
    return Map.of(
        "openshift.io/display-name", config.displayName(),
        "openshift.io/description", config.description());
  }
}
