package dev.openshiftkafka.cli.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One right of the deployer.
 *
 * @param role kind and name of the role that grants it
 * @param namespace project of the role, empty for a ClusterRole
 * @param group API group, empty for the core
 * @param resource plural name, with a subresource after a slash
 * @param verbs what is done with it
 * @param names the only objects that it is for; empty for all
 */
record AccessRule(
    String role,
    String namespace,
    String group,
    String resource,
    List<String> verbs,
    List<String> names) {

  /** The rules of roles, as the stack renders them. */
  static List<AccessRule> of(List<Map<String, Object>> roles) {
    var all = new ArrayList<AccessRule>();
    for (Map<String, Object> role : roles) {
      Map<?, ?> metadata = (Map<?, ?>) role.get("metadata");
      String name = role.get("kind") + " " + metadata.get("name");
      Object namespace = metadata.get("namespace");
      for (Object rule : (List<?>) role.get("rules")) {
        Map<?, ?> fields = (Map<?, ?>) rule;
        for (String group : texts(fields.get("apiGroups"))) {
          for (String resource : texts(fields.get("resources"))) {
            all.add(
                new AccessRule(
                    name,
                    namespace == null ? "" : namespace.toString(),
                    group,
                    resource,
                    texts(fields.get("verbs")),
                    texts(fields.get("resourceNames"))));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  private static List<String> texts(Object list) {
    return list == null ? List.of() : ((List<?>) list).stream().map(String::valueOf).toList();
  }

  /** Whether the stack declares the objects that the rule names, and deletes them at its end. */
  boolean isDeclared() {
    return !names.isEmpty() && verbs.contains("delete");
  }

  /** Resource and group, as `kubectl` writes them: routes.route.openshift.io. */
  String kind() {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
