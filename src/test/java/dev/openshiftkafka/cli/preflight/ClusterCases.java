package dev.openshiftkafka.cli.preflight;

import static dev.openshiftkafka.cli.preflight.PreflightCase.failure;
import static dev.openshiftkafka.cli.preflight.PreflightCase.ok;
import static dev.openshiftkafka.cli.preflight.PreflightCase.skipped;
import static dev.openshiftkafka.cli.preflight.PreflightCase.warning;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link ClusterChecks} and {@link MachineChecks}. */
final class ClusterCases {
  private ClusterCases() {}

  static List<PreflightCase> all() {
    return Stream.of(
            versions(), operators(), clocks(), infrastructures(), clusterTypes(), machines())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns a ClusterVersion. */
  static String version(String version, String capabilities) {
    return """
        apiVersion: config.openshift.io/v1
        kind: ClusterVersion
        metadata: {name: version}
        spec: {clusterID: 0b8c7a2e-6b3c-4a57-8a52-6d5cfa6ad0a1}
        status:
          availableUpdates: null
          observedGeneration: 1
          versionHash: abc
          desired: {version: %s, image: example.com/release}
          capabilities: %s
        """
        .formatted(version, capabilities);
  }

  static String operator(String name, String available, String degraded) {
    return """
        apiVersion: config.openshift.io/v1
        kind: ClusterOperator
        metadata: {name: %s}
        spec: {}
        status:
          conditions:
            - {type: Available, status: "%s", lastTransitionTime: "2026-01-01T00:00:00Z", message: its pods crash}
            - {type: Degraded, status: "%s", lastTransitionTime: "2026-01-01T00:00:00Z", message: a pod is pending}
        """
        .formatted(name, available, degraded);
  }

  static String pool(String name, String updating, String degraded) {
    return """
        apiVersion: machineconfiguration.openshift.io/v1
        kind: MachineConfigPool
        metadata: {name: %s}
        spec: {}
        status:
          conditions:
            - {type: Updating, status: "%s", lastTransitionTime: "2026-01-01T00:00:00Z", message: "", reason: ""}
            - {type: Degraded, status: "%s", lastTransitionTime: "2026-01-01T00:00:00Z", message: node b, reason: ""}
        """
        .formatted(name, updating, degraded);
  }

  static String lease(String node, Instant renewed) {
    return """
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: %s, namespace: kube-node-lease}
        spec: {holderIdentity: %s, leaseDurationSeconds: 40, renewTime: "%s"}
        """
        .formatted(node, node, renewed.truncatedTo(ChronoUnit.MICROS).plusNanos(1000));
  }

  private static List<PreflightCase> versions() {
    return List.of(
        ok("cluster.api-server", "runs Kubernetes v1.", w -> {}),
        failure("cluster.api-server", "no answer: ", PreflightFixture::unreachable),
        ok("cluster.version", "Kubernetes v1.", w -> {}),
        ok("cluster.version", "OpenShift 4.16.3", w -> w.apply(version("4.16.3", "{}"))),
        failure(
            "cluster.version",
            "OpenShift: version 4.12.9 does not support unhealthyPodEvictionPolicy of"
                + " PodDisruptionBudgets; update to 4.14 or newer",
            w -> w.apply(version("4.12.9", "{}"))),
        ok("cluster.api-kinds", "kinds are served", w -> {}),
        failure(
            "cluster.api-kinds",
            "prometheusrules.monitoring.coreos.com: the API server does not serve this kind",
            w -> w.without("prometheusrules.monitoring.coreos.com")),
        ok(
            "cluster.operators",
            "2 cluster operators are available",
            w ->
                w.apply(operator("network", "True", "False"))
                    .apply(operator("dns", "True", "False"))));
  }

  private static PreflightFixture serviceCa(PreflightFixture fixture) {
    return fixture.edit("security/certificates/source", "service-ca");
  }

  private static List<PreflightCase> operators() {
    return List.of(
        failure(
            "cluster.operators",
            "ClusterOperator network: not available: its pods crash; see oc describe",
            w -> w.apply(operator("network", "False", "True"))),
        skipped("cluster.service-ca", "no certificates of OpenShift's service CA", w -> {}),
        ok(
                "cluster.service-ca",
                "it issues certificates",
                w -> serviceCa(w).apply(operator("service-ca", "True", "False")))
            .of("secure"),
        failure(
                "cluster.service-ca",
                "ClusterOperator service-ca: not available, so that pods without certificates do"
                    + " not start: its pods crash; see oc describe clusteroperator service-ca",
                w -> serviceCa(w).apply(operator("service-ca", "False", "True")))
            .of("secure"),
        failure(
                "cluster.service-ca",
                "ClusterOperator service-ca: not found; use OpenShift 4, or set"
                    + " security.certificates.source to cert-manager",
                ClusterCases::serviceCa)
            .of("secure"),
        warning(
            "cluster.operators",
            "ClusterOperator network: degraded: a pod is pending",
            w -> w.apply(operator("network", "True", "True"))),
        ok(
            "cluster.machine-config-pools",
            "1 pools are up to date",
            w -> w.apply(pool("worker", "False", "False"))),
        failure(
            "cluster.machine-config-pools",
            "MachineConfigPool worker: degraded: node b; repair it first",
            w -> w.apply(pool("worker", "False", "True"))),
        warning(
            "cluster.machine-config-pools",
            "MachineConfigPool worker: updating",
            w -> w.apply(pool("worker", "True", "False"))));
  }

  private static List<PreflightCase> clocks() {
    return List.of(
        ok("cluster.clock-api-server", "differ by less than 5 s", w -> {}),
        failure(
            "cluster.clock-api-server",
            "s behind this machine's; synchronize both clocks",
            w -> w.clockAhead(Duration.ofMinutes(10))),
        warning(
            "cluster.clock-api-server",
            "s ahead of this machine's",
            w -> w.clockAhead(Duration.ofSeconds(-20))),
        ok(
            "cluster.clock-nodes",
            "1 nodes renew their leases",
            w -> w.apply(lease("clock-a", Instant.now()))),
        failure(
            "cluster.clock-nodes",
            "s ahead of the API server's; synchronize it (chronyd)",
            w -> w.apply(lease("clock-b", Instant.now().plusSeconds(120)))),
        failure(
            "cluster.clock-nodes",
            "node clock-c: renewed its lease ",
            w -> w.apply(lease("clock-c", Instant.now().minusSeconds(300)))));
  }

  static String infrastructure(String name, String platform) {
    return infrastructure(name, platform, "HighlyAvailable");
  }

  private static String infrastructure(String name, String platform, String topology) {
    return """
        apiVersion: config.openshift.io/v1
        kind: Infrastructure
        metadata: {name: cluster}
        spec: {}
        status:
          infrastructureName: %s
          apiServerURL: https://api.prod.example.com:6443
          apiServerInternalURI: https://api-int.prod.example.com:6443
          etcdDiscoveryDomain: ""
          controlPlaneTopology: %s
          infrastructureTopology: HighlyAvailable
          platformStatus: %s
        """
        .formatted(name, topology, platform);
  }

  static String machineSet() {
    return """
        apiVersion: machine.openshift.io/v1beta1
        kind: MachineSet
        metadata: {name: prod-m3n9r-worker-eu-west-1a, namespace: openshift-machine-api}
        spec: {replicas: 1, selector: {}, template: {}}
        """;
  }

  static String machine(String name, String status) {
    return """
        apiVersion: machine.openshift.io/v1beta1
        kind: Machine
        metadata: {name: %s, namespace: openshift-machine-api}
        spec: {}
        status: %s
        """
        .formatted(name, status);
  }

  static String secret(String namespace, String name) {
    return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, namespace: %s}
        """
        .formatted(name, namespace);
  }

  private static List<PreflightCase> infrastructures() {
    String aws = "{type: AWS, aws: {region: eu-west-1}}";
    return List.of(
        ok(
                "cluster.infrastructure-name",
                "prod-m3n9r",
                w -> w.apply(infrastructure("prod-m3n9r", aws)))
            .of("prod"),
        failure(
                "cluster.infrastructure-name",
                "aws.infrastructureName: prod-m3n9r does not match the cluster, which has other-x1y2z; set it",
                w -> w.apply(infrastructure("other-x1y2z", aws)))
            .of("prod"),
        ok(
                "cluster.infrastructure-region",
                "eu-west-1",
                w -> w.apply(infrastructure("prod-m3n9r", aws)))
            .of("prod"),
        failure(
                "cluster.infrastructure-region",
                "aws.region: eu-west-1 does not match the cluster, which has us-east-1",
                w -> w.apply(infrastructure("p", "{type: AWS, aws: {region: us-east-1}}")))
            .of("prod"),
        failure(
                "cluster.infrastructure-region",
                "Infrastructure cluster: its platform is None",
                w -> w.apply(infrastructure("p", "{type: None}")))
            .of("prod"),
        ok("cluster.machine-sets", "1 MachineSets", w -> w.apply(machineSet())).of("prod"),
        failure("cluster.machine-sets", "MachineSets in openshift-machine-api: none exist", w -> {})
            .of("prod"));
  }

  private static List<PreflightCase> clusterTypes() {
    String aws = "{type: AWS, aws: {region: eu-west-1}}";
    String rosa =
        "{type: AWS, aws: {region: eu-west-1, resourceTags:"
            + " [{key: red-hat-clustertype, value: rosa}]}}";
    return List.of(
        ok("cluster.cluster-type", "selfManaged", w -> w.apply(infrastructure("p", aws)))
            .of("prod"),
        failure(
                "cluster.cluster-type",
                "aws.clusterType: does not match the cluster, which has a hosted control plane; set"
                    + " aws.clusterType: rosaHcp",
                w -> w.apply(infrastructure("p", rosa, "External")))
            .of("prod"),
        failure(
                "cluster.cluster-type",
                "aws.clusterType: does not match the cluster, which is ROSA (classic architecture);"
                    + " set aws.clusterType: rosaClassic",
                w -> w.apply(infrastructure("p", rosa)))
            .of("prod"),
        failure(
                "cluster.cluster-type",
                "which is self-managed; set aws.clusterType: selfManaged",
                w -> rosa(w).apply(infrastructure("p", aws)))
            .of("prod"),
        ok(
                "cluster.cluster-type",
                "rosaHcp",
                w -> rosa(w).apply(infrastructure("p", rosa, "External")))
            .of("prod"));
  }

  private static PreflightFixture rosa(PreflightFixture fixture) {
    return fixture.edit("aws/clusterType", "rosaHcp").edit("aws/nodes/mode", "existing");
  }

  private static List<PreflightCase> machines() {
    String aws = "{type: AWS, aws: {region: eu-west-1}}";
    return List.of(
        failure(
                "cluster.machine-sets",
                "Machine prod-m3n9r-kafka-eu-west-1a-x: has phase Failed: no capacity; correct the cause",
                w ->
                    w.apply(machineSet())
                        .apply(
                            machine(
                                "prod-m3n9r-kafka-eu-west-1a-x",
                                "{phase: Failed, errorMessage: no capacity}")))
            .of("prod"),
        skipped("cluster.machine-sets", "the stack declares no MachineSets", w -> {}),
        ok(
                "cluster.machine-secrets",
                "both exist",
                w ->
                    w.apply(secret("openshift-machine-api", "worker-user-data"))
                        .apply(secret("openshift-machine-api", "aws-cloud-credentials")))
            .of("prod"),
        failure(
                "cluster.machine-secrets",
                "Secret openshift-machine-api/aws-cloud-credentials: not found",
                w -> w.apply(secret("openshift-machine-api", "worker-user-data")))
            .of("prod"));
  }
}
