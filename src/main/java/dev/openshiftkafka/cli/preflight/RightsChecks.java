package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.cli.preflight.StackPlan.AccessRule;
import dev.openshiftkafka.guard.ApiServerHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Checks the caller's RBAC permissions, by a SelfSubjectAccessReview for each verb. */
final class RightsChecks {
  private static final String REMEDY =
      "apply the roles of make deployer-rights and bind them to the caller (docs/deployer.md)";

  private RightsChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofCluster(
            "rights-cluster",
            "the caller has the rights of the deployer's ClusterRole",
            target -> rights(target, rule -> rule.namespace().isEmpty())),
        Check.ofCluster(
            "rights-project",
            "the caller has the rights of the deployer's Role in the project",
            target -> rights(target, rule -> rule.namespace().equals(target.plan().project()))),
        Check.ofCluster(
                "rights-other-projects",
                "the caller has the rights of the deployer's Roles in other projects",
                target -> rights(target, rule -> isElsewhere(target.plan(), rule)))
            .when(
                plan -> plan.rules().stream().anyMatch(rule -> isElsewhere(plan, rule)),
                "the stack declares nothing in other projects"));
  }

  private static boolean isElsewhere(StackPlan plan, AccessRule rule) {
    return !rule.namespace().isEmpty() && !rule.namespace().equals(plan.project());
  }

  /** Without this right, an update is not refused while OpenShift updates the workers. */
  private static boolean isOptional(AccessRule rule) {
    return rule.group().equals(ApiServerHealth.POOL_GROUP);
  }

  private static Result rights(Target target, Predicate<AccessRule> wanted) {
    Map<String, List<String>> missing = new TreeMap<>();
    Map<String, List<String>> optional = new TreeMap<>();
    int checked = 0;
    for (AccessRule rule : target.plan().rules()) {
      if (!wanted.test(rule)) {
        continue;
      }
      // A rule grants all its names together, so one name is enough.
      String name = rule.names().isEmpty() ? "" : rule.names().get(0);
      for (String verb : rule.verbs()) {
        checked++;
        if (!target.cluster().mayI(verb, rule.group(), rule.resource(), rule.namespace(), name)) {
          String object = rule.kind() + (name.isEmpty() ? "" : " by name (" + name + ", ...)");
          (isOptional(rule) ? optional : missing)
              .computeIfAbsent(object, key -> new ArrayList<>())
              .add(verb);
        }
      }
    }
    var findings = Result.collect();
    missing.forEach(
        (object, verbs) ->
            findings.failure(object, "the caller may not " + String.join(", ", verbs), REMEDY));
    optional.forEach(
        (object, verbs) ->
            findings.warning(object, "the caller may not " + String.join(", ", verbs), REMEDY));
    return findings.orOk(checked + " rights are granted");
  }
}
