package dev.openshiftkafka.cli.preflight;

import static dev.openshiftkafka.cli.preflight.PreflightCase.failure;
import static dev.openshiftkafka.cli.preflight.PreflightCase.ok;
import static dev.openshiftkafka.cli.preflight.PreflightCase.skipped;
import static dev.openshiftkafka.cli.preflight.PreflightCase.warning;

import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link RightsChecks} and {@link ProjectChecks}. */
final class ProjectCases {
  private ProjectCases() {}

  static List<PreflightCase> all() {
    return Stream.of(rights(), missingRights(), projects(), quotas(), admission())
        .flatMap(List::stream)
        .toList();
  }

  private static List<PreflightCase> rights() {
    return List.of(
        ok("cluster.rights-cluster", "rights are granted", w -> {}),
        failure(
            "cluster.rights-cluster",
            "storageclasses.storage.k8s.io: the caller may not create, list, watch; apply the roles",
            PreflightFixture::withoutRights),
        warning(
            "cluster.rights-cluster",
            "machineconfigpools.machineconfiguration.openshift.io by name (worker, ...): the caller may"
                + " not get; apply the roles",
            w ->
                w.withoutRights()
                    .apply(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata: {name: PROJECT-most}
                        rules:
                        - apiGroups: ["", storage.k8s.io, security.openshift.io]
                          resources: ["*"]
                          verbs: ["*"]
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRoleBinding
                        metadata: {name: PROJECT-most}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: PROJECT-most}
                        subjects: [{kind: User, name: nobody-PROJECT, apiGroup: rbac.authorization.k8s.io}]
                        """)),
        ok("cluster.rights-project", "rights are granted", w -> {}),
        failure(
            "cluster.rights-project",
            "statefulsets.apps by name (kafka-kafka, ...): the caller may not get, patch, delete",
            PreflightFixture::withoutRights),
        failure(
            "cluster.rights-project",
            "services: the caller may not create; apply the roles",
            w ->
                w.withoutRights()
                    .apply(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: Role
                        metadata: {name: most, namespace: PROJECT}
                        rules: [{apiGroups: [""], resources: [services], verbs: [get, list, watch]}]
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: RoleBinding
                        metadata: {name: most, namespace: PROJECT}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: most}
                        subjects: [{kind: User, name: nobody-PROJECT, apiGroup: rbac.authorization.k8s.io}]
                        """)));
  }

  private static List<PreflightCase> missingRights() {
    return List.of(
        ok("cluster.rights-other-projects", "rights are granted", w -> {}).of("prod"),
        failure(
                "cluster.rights-other-projects",
                "machinesets.machine.openshift.io: the caller may not create, list, watch",
                PreflightFixture::withoutRights)
            .of("prod"),
        skipped("cluster.rights-other-projects", "nothing in other projects", w -> {}),
        warning(
            "cluster.nodes-per-zone",
            "rights of the caller: not checked: nodes is forbidden",
            PreflightFixture::withoutRights));
  }

  /** Returns the stack's project, with labels or annotations. */
  static String namespace(String metadata) {
    return """
        apiVersion: v1
        kind: Namespace
        metadata: {name: PROJECT, %s}
        """
        .formatted(metadata);
  }

  private static final String OWN = "labels: {app.kubernetes.io/part-of: openshift-kafka}";

  private static List<PreflightCase> projects() {
    return List.of(
        ok("cluster.project", "the stack creates project ", w -> {}),
        ok("cluster.project", " exists", w -> w.apply(namespace(OWN))),
        failure(
            "cluster.project",
            "project.create: is false, but project ",
            w -> w.edit("project/create", false)),
        failure(
            "cluster.project",
            "exists but is not managed by this stack; set project.create: false",
            w -> w.apply(namespace("labels: {team: shop}"))),
        ok(
            "cluster.project-objects",
            "1 objects of the stack exist",
            w -> w.apply(service("app.kubernetes.io/part-of: openshift-kafka"))),
        failure(
            "cluster.project-objects",
            "services kafka-kafka: exists but is not managed by this stack",
            w -> w.apply(service("team: shop"))));
  }

  private static String service(String label) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: kafka-kafka, namespace: PROJECT, labels: {%s}}
        spec: {ports: [{port: 9092}]}
        """
        .formatted(label);
  }

  private static String quota(String hard, String used) {
    return """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: small, namespace: PROJECT}
        spec: {hard: %s}
        status: {hard: %s, used: %s}
        """
        .formatted(hard, hard, used);
  }

  private static String range(String limits) {
    return """
        apiVersion: v1
        kind: LimitRange
        metadata: {name: small, namespace: PROJECT}
        spec: {limits: [%s]}
        """
        .formatted(limits);
  }

  private static List<PreflightCase> quotas() {
    return List.of(
        ok("cluster.project-quota", "no ResourceQuota", w -> {}),
        ok(
            "cluster.project-quota",
            "the pods are within the quota",
            w ->
                w.apply(
                    quota("{requests.cpu: '20', pods: '40'}", "{requests.cpu: '2', pods: '4'}"))),
        failure(
            "cluster.project-quota",
            "ResourceQuota small: requests.cpu is 10 with 4 in use, but brokers and quorum need 7.1",
            w -> w.apply(quota("{requests.cpu: '10'}", "{requests.cpu: '4'}"))),
        failure(
            "cluster.project-quota",
            "ResourceQuota small: limits.cpu requires a CPU limit of every container",
            w -> w.apply(quota("{limits.cpu: '100'}", "{}"))),
        ok("cluster.project-limits", "no LimitRange", w -> {}),
        failure(
            "cluster.project-limits",
            "LimitRange small: max.memory 8Gi is below kafka.resources.memory 16Gi",
            w -> w.apply(range("{type: Container, max: {memory: 8Gi}}"))),
        warning(
            "cluster.project-limits",
            "LimitRange small: sets a default CPU limit",
            w -> w.apply(range("{type: Container, default: {cpu: '1'}}"))),
        failure(
            "cluster.project-limits",
            "LimitRange small: max.storage 100Gi is below kafka.volume.size 500Gi",
            w -> w.apply(range("{type: PersistentVolumeClaim, max: {storage: 100Gi}}"))));
  }

  private static String scheduler(String selector) {
    return """
        apiVersion: config.openshift.io/v1
        kind: Scheduler
        metadata: {name: cluster}
        spec: {defaultNodeSelector: "%s"}
        """
        .formatted(selector);
  }

  private static List<PreflightCase> admission() {
    String level = "labels: {pod-security.kubernetes.io/enforce: %s}";
    return List.of(
        ok(
            "cluster.project-pod-security",
            "restricted",
            w -> w.apply(namespace(level.formatted("restricted")))),
        warning(
            "cluster.project-pod-security",
            "has pod-security.kubernetes.io/enforce=privileged, which the stack changes",
            w -> w.apply(namespace(level.formatted("privileged")))),
        ok("cluster.project-node-selector", "none is set", PreflightFixture::nodes),
        ok(
            "cluster.project-node-selector",
            "topology.kubernetes.io/zone matches the nodes",
            w -> w.nodes().apply(scheduler("topology.kubernetes.io/zone"))),
        failure(
            "cluster.project-node-selector",
            "Scheduler cluster: the node selector type=app excludes node-a, node-b, node-c",
            w -> w.nodes().apply(scheduler("type=app"))),
        ok(
            "cluster.project-node-selector",
            "none is set",
            w ->
                w.nodes()
                    .apply(scheduler("type=app"))
                    .apply(namespace("annotations: {openshift.io/node-selector: ''}"))),
        failure(
                "cluster.project-node-selector",
                "the node selector type=app excludes the nodes that the stack adds; oc annotate",
                w -> w.apply(namespace("annotations: {openshift.io/node-selector: type=app}")))
            .of("prod"));
  }
}
