package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.cli.preflight.Check.Target;
import java.util.List;

/** Checks of ingress, login, network policies and monitoring. */
final class NetworkChecks {
  private static final String NO_UI = "ui.kind is none";
  private static final String NO_EXTERNAL = "security.external is not set";
  private static final String NO_ROUTE = NO_UI + ", and " + NO_EXTERNAL;
  private static final String NO_PODMONITORS = "monitoring.scrape is not podMonitor";
  private static final String MONITORING = "openshift-monitoring";

  private NetworkChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofCluster(
                "ingress-domain",
                "the web UI's host is in the domain of the cluster's router",
                NetworkChecks::domain)
            .when(plan -> plan.config().ui().enabled(), NO_UI),
        Check.ofCluster(
                "external-domain",
                "the brokers' hosts are in the domain of the cluster's router",
                NetworkChecks::externalDomain)
            .when(plan -> plan.config().isExternal(), NO_EXTERNAL),
        Check.ofCluster("ingress-router", "the default router is available", NetworkChecks::router)
            .when(plan -> plan.config().ui().enabled() || plan.config().isExternal(), NO_ROUTE),
        Check.ofCluster("login", "OpenShift's OAuth server is available", NetworkChecks::login)
            .when(StackPlan::usesOpenShiftLogin, "no web UI with ui.login openshift"),
        Check.ofCluster(
            "network-policies",
            "the network plugin enforces NetworkPolicies",
            NetworkChecks::policies),
        Check.ofCluster(
                "monitoring-user-workload",
                "user workload monitoring is enabled",
                NetworkChecks::userWorkload)
            .when(StackPlan::usesPodMonitors, NO_PODMONITORS),
        Check.ofCluster(
                "monitoring-prometheus",
                "the Prometheus of user workload monitoring runs",
                NetworkChecks::prometheus)
            .when(StackPlan::usesPodMonitors, NO_PODMONITORS));
  }

  private static Result domain(Target target) {
    var ui = target.plan().config().ui();
    String host = ui.hostIn(target.plan().config().project());
    String domain = routerDomain(target);
    if (domain.isEmpty()) {
      return noDomain("set ui.kind: none");
    }
    if (host.endsWith("." + domain)) {
      return Result.ok(host);
    }
    if (ui.host() != null) {
      return Result.warning(
          "ui.host",
          host + " is not in the router's domain " + domain,
          "make sure that DNS resolves it to the router (aws.dns) and that the certificate covers it");
    }
    return Result.failure(
        "ui.applicationDomain",
        ui.applicationDomain() + " is not the router's domain " + domain,
        "set ui.applicationDomain: " + domain);
  }

  private static String routerDomain(Target target) {
    return target
        .cluster()
        .openshift("ingresses")
        .map(ingress -> ingress.at("/spec/domain").asText())
        .orElse("");
  }

  private static Result noDomain(String otherwise) {
    return Result.failure(
        "Ingress cluster", "has no spec.domain", "use OpenShift 4, or " + otherwise);
  }

  private static Result externalDomain(Target target) {
    var config = target.plan().config();
    String host = config.external().bootstrapHost(config.project());
    String domain = routerDomain(target);
    if (domain.isEmpty()) {
      return noDomain("remove security.external");
    }
    if (host.endsWith("." + domain)) {
      return Result.ok(host);
    }
    return Result.warning(
        "security.external.domain",
        config.external().domain() + " is not the router's domain " + domain,
        "set " + domain + ", or make sure that DNS resolves its hosts to a router");
  }

  private static Result router(Target target) {
    String path =
        "/apis/operator.openshift.io/v1/namespaces/openshift-ingress-operator"
            + "/ingresscontrollers/default";
    return available(target, "IngressController default", path);
  }

  /**
   * With an external OIDC provider, OpenShift removes its OAuth server, and the oauth-proxy cannot
   * log in anybody.
   */
  private static Result login(Target target) {
    String type =
        target
            .cluster()
            .openshift("authentications")
            .map(authentication -> authentication.at("/spec/type").asText())
            .orElse("");
    if (type.equals("OIDC") || type.equals("None")) {
      return Result.failure(
          "Authentication cluster",
          "spec.type is " + type + ", so the cluster has no OAuth server for ui.login openshift",
          "set ui.login: oidc and ui.oidc (docs/web-ui.md), or ui.kind: none");
    }
    return available(
        target,
        "ClusterOperator authentication",
        "/apis/config.openshift.io/v1/clusteroperators/authentication");
  }

  private static Result available(Target target, String object, String path) {
    var found = target.cluster().get(path);
    if (found.isEmpty()) {
      return Result.failure(object, "not found", "use OpenShift 4, or set ui.kind: none");
    }
    return Json.is(found.get(), "Available", "True")
        ? Result.ok(object + " is available")
        : Result.failure(
            object,
            "not available: " + Json.message(found.get(), "Available"),
            "repair it first: otherwise nobody can log in to the web UI");
  }

  private static Result policies(Target target) {
    var network = target.cluster().openshift("networks");
    if (network.isEmpty()) {
      return Result.warning(
          "network plugin",
          "unknown: the cluster is not OpenShift",
          "make sure that it enforces NetworkPolicies with ports and namespace selectors");
    }
    String type = network.get().at("/status/networkType").asText();
    return switch (type) {
      case "OVNKubernetes" -> Result.ok(type);
      case "OpenShiftSDN" ->
          Result.warning(
              "Network cluster",
              "networkType is OpenShiftSDN, which OpenShift 4.17 no longer supports",
              "migrate to OVN-Kubernetes before the next upgrade");
      default ->
          Result.warning(
              "Network cluster",
              "networkType is " + type,
              "make sure that it enforces NetworkPolicies");
    };
  }

  private static Result userWorkload(Target target) {
    var found =
        target
            .cluster()
            .get("/api/v1/namespaces/" + MONITORING + "/configmaps/cluster-monitoring-config");
    String yaml = found.map(map -> map.path("data").path("config.yaml").asText("")).orElse("");
    boolean enabled = yaml.lines().anyMatch(l -> l.matches("\\s*enableUserWorkload:\\s*true\\s*"));
    return enabled
        ? Result.ok("enableUserWorkload is true")
        : Result.warning(
            "ConfigMap " + MONITORING + "/cluster-monitoring-config",
            found.isEmpty() ? "not found" : "enableUserWorkload is not true",
            "let an administrator enable it (docs/monitoring.md): otherwise no metrics are collected"
                + " and no alerts fire");
  }

  private static Result prometheus(Target target) {
    String path =
        "/apis/apps/v1/namespaces/openshift-user-workload-monitoring/statefulsets"
            + "/prometheus-user-workload";
    var found = target.cluster().get(path);
    JsonNode ready = found.map(set -> set.at("/status/readyReplicas")).orElse(null);
    int replicas = ready == null ? 0 : ready.asInt();
    return replicas > 0
        ? Result.ok(replicas + " replicas are ready")
        : Result.warning(
            "StatefulSet openshift-user-workload-monitoring/prometheus-user-workload",
            found.isEmpty() ? "not found" : "no replica is ready",
            "see oc get pods --namespace openshift-user-workload-monitoring");
  }
}
