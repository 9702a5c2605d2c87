package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.cli.preflight.Json.Quantities;
import dev.openshiftkafka.cli.preflight.StackPlan.AccessRule;
import dev.openshiftkafka.cli.preflight.StackPlan.PlannedPod;
import dev.openshiftkafka.kubernetes.DedicatedNodes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks of the project: quotas, limits, admission, and existing objects. */
final class ProjectChecks {
  /** Namespaces have a check of their own; MachineSets have only OpenShift's labels. */
  private static final Set<String> NOT_COMPARED = Set.of("namespaces", "machinesets");

  /** Selectors that new nodes of the stack match when they join. */
  private static final Pattern NEW_NODES =
      Pattern.compile("node-role\\.kubernetes\\.io/worker=?|" + DedicatedNodes.KEY + "=?");

  private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

  private ProjectChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofCluster(
            "project", "the project exists, or the caller may create it", ProjectChecks::project),
        Check.ofCluster(
            "project-quota",
            "ResourceQuotas of the project leave room for the pods",
            ProjectChecks::quota),
        Check.ofCluster(
            "project-limits", "LimitRanges of the project admit the pods", ProjectChecks::limits),
        Check.ofCluster(
            "project-pod-security",
            "the project's Pod Security level is restricted, or the stack sets it",
            ProjectChecks::podSecurity),
        Check.ofCluster(
            "project-node-selector",
            "no node selector of the project or the cluster excludes the nodes",
            ProjectChecks::nodeSelector),
        Check.ofCluster(
            "project-objects",
            "existing objects with the stack's names are managed by the stack",
            ProjectChecks::objects));
  }

  private static String path(Target target, String plural) {
    return "/api/v1/namespaces/" + target.plan().project() + "/" + plural;
  }

  private static Optional<JsonNode> namespace(Target target) {
    return target.cluster().get("/api/v1/namespaces/" + target.plan().project());
  }

  private static Result project(Target target) {
    String name = target.plan().project();
    Optional<JsonNode> found = namespace(target);
    if (!target.plan().config().declaresAdminObjects()) {
      return found.isPresent()
          ? Result.ok("project " + name + " exists")
          : Result.failure(
              "project " + name,
              "does not exist, and the administrator's stack (layers [admin]) creates it",
              "let an administrator deploy that stack first (docs/deployer.md)");
    }
    boolean create = target.plan().config().project().create();
    if (found.isEmpty()) {
      if (!create) {
        return Result.failure(
            "project.create",
            "is false, but project " + name + " does not exist",
            "oc new-project " + name + ", or set project.create: true");
      }
      return target.cluster().mayI("create", "", "namespaces", "", "")
          ? Result.ok("the stack creates project " + name)
          : Result.failure(
              "project " + name,
              "does not exist, and the caller may not create namespaces",
              "let an administrator run oc new-project "
                  + name
                  + ", and set project.create: false");
    }
    if (!found.get().at("/metadata/deletionTimestamp").isMissingNode()) {
      return Result.failure(
          "project " + name,
          "is being deleted",
          "wait: oc wait namespace/" + name + " --for=delete");
    }
    if (create && !Json.isManaged(found.get())) {
      return Result.failure(
          "project " + name,
          "exists but is not managed by this stack",
          "set project.create: false, or choose another project.name");
    }
    return Result.ok("project " + name + " exists");
  }

  private static Result quota(Target target) {
    var findings = Result.collect();
    var quotas = target.cluster().list(path(target, "resourcequotas"));
    var pods = target.plan().pods();
    boolean isRunning = isRunning(target);
    for (JsonNode quota : quotas) {
      JsonNode hard = quota.at("/spec/hard");
      JsonNode used = quota.at("/status/used");
      BigDecimal cpu = BigDecimal.valueOf(pods.stream().mapToLong(PlannedPod::cpuMillis).sum(), 3);
      BigDecimal memory =
          BigDecimal.valueOf(pods.stream().mapToLong(PlannedPod::memoryBytes).sum());
      require(findings, quota, "requests.cpu", hard, used, isRunning, cpu);
      require(findings, quota, "cpu", hard, used, isRunning, cpu);
      require(findings, quota, "requests.memory", hard, used, isRunning, memory);
      require(findings, quota, "memory", hard, used, isRunning, memory);
      require(findings, quota, "limits.memory", hard, used, isRunning, memory);
      require(findings, quota, "pods", hard, used, isRunning, BigDecimal.valueOf(pods.size()));
      require(
          findings,
          quota,
          "persistentvolumeclaims",
          hard,
          used,
          isRunning,
          BigDecimal.valueOf(pods.size()));
      // A quota of limits.cpu rejects containers without a CPU limit, such as brokers.
      if (hard.has("limits.cpu")) {
        findings.failure(
            "ResourceQuota " + Json.name(quota),
            "limits.cpu requires a CPU limit of every container, which brokers do not have",
            "remove limits.cpu from the quota: a throttled broker stalls replication");
      }
    }
    return findings.orOk(quotas.isEmpty() ? "no ResourceQuota" : "the pods are within the quota");
  }

  /** Whether the quota's usage already includes the stack's pods. */
  private static boolean isRunning(Target target) {
    Set<String> own =
        target.plan().pods().stream().map(PlannedPod::name).collect(Collectors.toSet());
    return target.cluster().list(path(target, "pods")).stream()
        .anyMatch(pod -> own.contains(Json.name(pod)));
  }

  private static void require(
      Result.Builder findings,
      JsonNode quota,
      String resource,
      JsonNode hard,
      JsonNode used,
      boolean isRunning,
      BigDecimal needed) {
    if (!hard.has(resource)) {
      return;
    }
    BigDecimal limit = Quantities.of(hard.path(resource).asText());
    BigDecimal taken = isRunning ? BigDecimal.ZERO : Quantities.of(used.path(resource).asText(""));
    if (limit.subtract(taken).compareTo(needed) < 0) {
      findings.failure(
          "ResourceQuota " + Json.name(quota),
          resource
              + " is "
              + hard.path(resource).asText()
              + (taken.signum() == 0 ? "" : " with " + used.path(resource).asText() + " in use")
              + ", but brokers and quorum need "
              + needed.toPlainString(),
          "raise the quota, or lower the requests");
    }
  }

  private static Result limits(Target target) {
    var findings = Result.collect();
    var ranges = target.cluster().list(path(target, "limitranges"));
    for (JsonNode range : ranges) {
      Json.elements(range.at("/spec/limits"))
          .filter(limit -> limit.path("type").asText().matches("Container|Pod"))
          .forEach(limit -> limit(findings, target, range, limit));
      Json.elements(range.at("/spec/limits"))
          .filter(limit -> limit.path("type").asText().equals("PersistentVolumeClaim"))
          .forEach(limit -> claim(findings, target, range, limit));
    }
    return findings.orOk(ranges.isEmpty() ? "no LimitRange" : "the pods are within the limits");
  }

  private static void limit(
      Result.Builder findings, Target target, JsonNode range, JsonNode limit) {
    var broker = target.plan().config().kafka().resources();
    String name = "LimitRange " + Json.name(range);
    JsonNode max = limit.path("max");
    if (max.has("memory")
        && Quantities.of(max.path("memory").asText()).compareTo(Quantities.of(broker.memory()))
            < 0) {
      findings.failure(
          name,
          "max.memory "
              + max.path("memory").asText()
              + " is below kafka.resources.memory "
              + broker.memory(),
          "raise it, or lower kafka.resources.memory");
    }
    if (limit.path("default").has("cpu") || max.has("cpu")) {
      findings.warning(
          name,
          "sets a default CPU limit, so brokers are throttled",
          "remove default.cpu and max.cpu from it");
    }
    if (limit.path("maxLimitRequestRatio").has("cpu")) {
      findings.failure(
          name,
          "maxLimitRequestRatio.cpu rejects containers without a CPU limit",
          "remove it: brokers have none");
    }
  }

  private static void claim(
      Result.Builder findings, Target target, JsonNode range, JsonNode limit) {
    String max = limit.at("/max/storage").asText("");
    String size = target.plan().config().kafka().volume().size();
    if (!max.isEmpty() && Quantities.of(max).compareTo(Quantities.of(size)) < 0) {
      findings.failure(
          "LimitRange " + Json.name(range),
          "max.storage " + max + " is below kafka.volume.size " + size,
          "raise it, or lower kafka.volume.size");
    }
  }

  private static Result podSecurity(Target target) {
    Optional<JsonNode> found = namespace(target);
    if (found.isEmpty()) {
      return Result.ok("the stack sets it when it creates the project");
    }
    String level = Json.label(found.get(), ENFORCE);
    if (level.isEmpty() || level.equals("restricted")) {
      return Result.ok(level.isEmpty() ? "the stack sets it" : level);
    }
    return Result.warning(
        "project " + target.plan().project(),
        "has " + ENFORCE + "=" + level + ", which the stack changes to restricted",
        "make sure that no other pod of the project needs more than restricted");
  }

  private static Result nodeSelector(Target target) {
    String own =
        namespace(target).map(ns -> annotation(ns, "openshift.io/node-selector")).orElse(null);
    String selector =
        own == null
            ? target
                .cluster()
                .openshift("schedulers")
                .map(s -> s.at("/spec/defaultNodeSelector").asText(""))
                .orElse("")
            : own;
    if (selector.isBlank()) {
      return Result.ok("none is set");
    }
    var excluded = new ArrayList<String>();
    NodeChecks.usable(target).values().stream()
        .flatMap(List::stream)
        .filter(node -> !matches(node, selector))
        .forEach(node -> excluded.add(Json.name(node)));
    boolean unknown = target.plan().declaresNodes() && !NEW_NODES.matcher(selector).matches();
    if (excluded.isEmpty() && !unknown) {
      return Result.ok(selector + " matches the nodes");
    }
    return Result.failure(
        own == null ? "Scheduler cluster" : "project " + target.plan().project(),
        "the node selector "
            + selector
            + " excludes "
            + (excluded.isEmpty() ? "the nodes that the stack adds" : String.join(", ", excluded)),
        "oc annotate namespace "
            + target.plan().project()
            + " openshift.io/node-selector= --overwrite");
  }

  private static @Nullable String annotation(JsonNode object, String name) {
    JsonNode value = object.path("metadata").path("annotations").path(name);
    return value.isMissingNode() ? null : value.asText();
  }

  private static boolean matches(JsonNode node, String selector) {
    for (String term : selector.split(",", 0)) {
      String[] pair = term.strip().split("=", 2);
      if (!Json.hasLabel(node, pair[0])
          || (pair.length == 2 && !Json.label(node, pair[0]).equals(pair[1]))) {
        return false;
      }
    }
    return true;
  }

  private static Result objects(Target target) {
    var findings = Result.collect();
    int own = 0;
    for (AccessRule rule : target.plan().rules()) {
      if (!rule.isDeclared() || NOT_COMPARED.contains(rule.resource())) {
        continue;
      }
      var path = target.cluster().path(rule.group(), rule.resource(), rule.namespace());
      for (String name : path.isEmpty() ? List.<String>of() : rule.names()) {
        var found = target.cluster().get(path.get() + "/" + name);
        if (found.isPresent() && !Json.isManaged(found.get())) {
          findings.failure(
              rule.kind() + " " + name,
              "exists but is not managed by this stack (no label "
                  + Json.PART_OF
                  + "="
                  + Json.MANAGED
                  + ")",
              "rename or delete it, choose another project.name, or import it (pulumi import)");
        } else if (found.isPresent()) {
          own++;
        }
      }
    }
    return findings.orOk(own == 0 ? "none exists yet" : own + " objects of the stack exist");
  }
}
