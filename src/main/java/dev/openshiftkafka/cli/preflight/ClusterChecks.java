package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.cli.preflight.StackPlan.AccessRule;
import dev.openshiftkafka.config.CertificateSource;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.SecurityConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks of the API server and of the cluster as a whole: version, kinds, operators, clocks. */
final class ClusterChecks {
  static final String API_SERVER = "cluster.api-server";

  /**
   * The first minor version of Kubernetes that supports unhealthyPodEvictionPolicy of a
   * PodDisruptionBudget without a feature gate.
   */
  private static final int MIN_MINOR = 27;

  /** OpenShift 4.14 is Kubernetes 1.27. */
  private static final int OPENSHIFT_OFFSET = 13;

  private static final Pattern MINOR = Pattern.compile("v?([0-9]+)\\.([0-9]+).*");

  /** Tokens and certificates are rejected when clocks differ by more. */
  private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(60);

  private static final Duration WARN_CLOCK_SKEW = Duration.ofSeconds(5);

  /** The kubelet renews its lease every 10 s; without renewal a node is unreachable after 40 s. */
  private static final Duration LATE_LEASE = Duration.ofSeconds(40);

  private ClusterChecks() {}

  static List<Check> all() {
    return List.of(
        new Check(
            API_SERVER,
            "the API server answers",
            Layer.OPENSHIFT,
            plan -> Optional.empty(),
            ClusterChecks::apiServer),
        Check.ofCluster(
            "version",
            "the version is OpenShift 4.14, Kubernetes 1.27 or newer",
            ClusterChecks::version),
        Check.ofCluster(
            "api-kinds", "the API server serves every kind of the stack", ClusterChecks::kinds),
        Check.ofCluster(
            "operators",
            "OpenShift's cluster operators are available and not degraded",
            ClusterChecks::operators),
        Check.ofCluster(
            "service-ca",
            "OpenShift's service CA is available, if certificates come from it",
            ClusterChecks::serviceCa),
        Check.ofCluster(
            "machine-config-pools",
            "no MachineConfigPool is degraded or updating",
            ClusterChecks::machineConfigPools),
        Check.ofCluster(
            "clock-api-server",
            "the clocks of the API server and this machine agree",
            ClusterChecks::apiServerClock),
        Check.ofCluster(
            "clock-nodes",
            "the nodes renew their leases, and their clocks are synchronized",
            ClusterChecks::leases));
  }

  private static Result apiServer(Target target) {
    Cluster cluster = target.cluster();
    return cluster
        .get("/version")
        .map(
            found ->
                Result.ok(
                    cluster.address() + " runs Kubernetes " + found.path("gitVersion").asText()))
        .orElseGet(
            () ->
                Result.failure(
                    cluster.address(),
                    "does not serve /version",
                    "check the server address in the kubeconfig"));
  }

  private static Result version(Target target) {
    var openshift = target.cluster().get("/apis/config.openshift.io/v1/clusterversions/version");
    String name = openshift.isPresent() ? "OpenShift" : "Kubernetes";
    String version =
        openshift
            .map(found -> found.at("/status/desired/version").asText())
            .or(() -> target.cluster().get("/version").map(v -> v.path("gitVersion").asText()))
            .orElse("");
    int min = openshift.isPresent() ? MIN_MINOR - OPENSHIFT_OFFSET : MIN_MINOR;
    Matcher found = MINOR.matcher(version);
    if (!found.matches()) {
      return Result.warning(
          name,
          "version \"" + version + "\" cannot be parsed",
          "make sure that it is OpenShift 4.14, Kubernetes 1.27 or newer");
    }
    if (Integer.parseInt(found.group(2)) < min) {
      return Result.failure(
          name,
          "version "
              + version
              + " does not support unhealthyPodEvictionPolicy of PodDisruptionBudgets",
          "update to " + found.group(1) + "." + min + " or newer");
    }
    return Result.ok(name + " " + version);
  }

  private static Result kinds(Target target) {
    var missing = new TreeSet<String>();
    var served = new TreeSet<String>();
    for (AccessRule rule : target.plan().rules()) {
      if (rule.isDeclared()) {
        boolean isServed = target.cluster().kinds(rule.group()).contains(rule.resource());
        (isServed ? served : missing).add(rule.kind());
      }
    }
    var findings = Result.collect();
    missing.forEach(
        kind -> findings.failure(kind, "the API server does not serve this kind", remedy(kind)));
    return findings.orOk(served.size() + " kinds are served");
  }

  private static String remedy(String kind) {
    if (kind.endsWith("monitoring.coreos.com")) {
      return "install a Prometheus operator, or set monitoring.scrape: none and alerts.enabled: false";
    }
    if (kind.endsWith("security.openshift.io")) {
      return "use OpenShift, or set project.securityContextConstraints: false";
    }
    if (kind.endsWith("build.openshift.io") || kind.endsWith("image.openshift.io")) {
      return "enable the cluster capabilities Build and ImageRegistry, or set" + " client.image";
    }
    return "use OpenShift 4, or disable the part of the stack that declares it";
  }

  private static Result operators(Target target) {
    var all = target.cluster().list("/apis/config.openshift.io/v1/clusteroperators");
    if (all.isEmpty()) {
      return Result.skipped("the cluster has no ClusterOperators: it is not OpenShift");
    }
    var findings = Result.collect();
    for (JsonNode operator : all) {
      String name = "ClusterOperator " + Json.name(operator);
      if (Json.is(operator, "Available", "False")) {
        findings.failure(
            name,
            "not available: " + Json.message(operator, "Available"),
            "see oc describe clusteroperator " + Json.name(operator));
      } else if (Json.is(operator, "Degraded", "True")) {
        findings.warning(
            name,
            "degraded: " + Json.message(operator, "Degraded"),
            "see oc describe clusteroperator " + Json.name(operator));
      }
    }
    return findings.orOk(all.size() + " cluster operators are available");
  }

  private static Result serviceCa(Target target) {
    SecurityConfig security = target.plan().config().security();
    if (security == null || security.certificates().source() != CertificateSource.SERVICE_CA) {
      return Result.skipped("the stack has no certificates of OpenShift's service CA");
    }
    String action = "use OpenShift 4, or set security.certificates.source to cert-manager";
    var found = target.cluster().get("/apis/config.openshift.io/v1/clusteroperators/service-ca");
    if (found.isEmpty()) {
      return Result.failure("ClusterOperator service-ca", "not found", action);
    }
    return Json.is(found.get(), "Available", "True")
        ? Result.ok("it issues certificates")
        : Result.failure(
            "ClusterOperator service-ca",
            "not available, so that pods without certificates do not start: "
                + Json.message(found.get(), "Available"),
            "see oc describe clusteroperator service-ca");
  }

  private static Result machineConfigPools(Target target) {
    var all =
        target.cluster().list("/apis/machineconfiguration.openshift.io/v1/machineconfigpools");
    if (all.isEmpty()) {
      return Result.skipped("the cluster has no MachineConfigPools");
    }
    var findings = Result.collect();
    for (JsonNode pool : all) {
      String name = "MachineConfigPool " + Json.name(pool);
      if (Json.is(pool, "Degraded", "True")) {
        findings.failure(
            name,
            "degraded: " + Json.message(pool, "Degraded"),
            "repair it first: its nodes get no new configuration and may not drain");
      } else if (Json.is(pool, "Updating", "True")) {
        findings.warning(
            name,
            "updating, so its nodes are drained one after another",
            "wait: oc wait machineconfigpool/" + Json.name(pool) + " --for=condition=Updated");
      }
    }
    return findings.orOk(all.size() + " pools are up to date");
  }

  private static Result apiServerClock(Target target) throws IOException {
    Duration ahead = target.cluster().clockAhead();
    String problem =
        "its clock is "
            + ahead.abs().toSeconds()
            + " s "
            + (ahead.isNegative() ? "behind" : "ahead of")
            + " this machine's";
    String action = "synchronize both clocks (NTP): otherwise tokens and certificates are rejected";
    if (ahead.abs().compareTo(MAX_CLOCK_SKEW) > 0) {
      return Result.failure("API server", problem, action);
    }
    if (ahead.abs().compareTo(WARN_CLOCK_SKEW) > 0) {
      return Result.warning("API server", problem, action);
    }
    return Result.ok("the clocks differ by less than " + WARN_CLOCK_SKEW.toSeconds() + " s");
  }

  private static Result leases(Target target) throws IOException {
    var leases =
        target.cluster().list("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases");
    Instant now = target.cluster().serverTime();
    var findings = Result.collect();
    for (JsonNode lease : leases) {
      String renewed = lease.at("/spec/renewTime").asText("");
      if (!renewed.isEmpty()) {
        checkLease(findings, Json.name(lease), Duration.between(Instant.parse(renewed), now));
      }
    }
    return findings.orOk(leases.size() + " nodes renew their leases");
  }

  private static void checkLease(Result.Builder findings, String node, Duration since) {
    if (since.compareTo(WARN_CLOCK_SKEW.negated()) < 0) {
      findings.failure(
          "node " + node,
          "its clock is " + since.abs().toSeconds() + " s ahead of the API server's",
          "synchronize it (chronyd): brokers' timestamps and sessions depend on it");
    } else if (since.compareTo(LATE_LEASE) > 0) {
      findings.failure(
          "node " + node,
          "renewed its lease " + since.toSeconds() + " s ago, or its clock is behind",
          "see oc describe node " + node + " and its chronyd");
    }
  }
}
