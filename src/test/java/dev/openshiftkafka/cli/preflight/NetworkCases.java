package dev.openshiftkafka.cli.preflight;

import static dev.openshiftkafka.cli.preflight.PreflightCase.failure;
import static dev.openshiftkafka.cli.preflight.PreflightCase.ok;
import static dev.openshiftkafka.cli.preflight.PreflightCase.skipped;
import static dev.openshiftkafka.cli.preflight.PreflightCase.warning;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link NetworkChecks} and {@link ImageChecks}. */
final class NetworkCases {
  private NetworkCases() {}

  static List<PreflightCase> all() {
    return Stream.of(
            ingress(), loginAndPolicies(), monitoring(), builds(), policies(), pullSecrets())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns an object of OpenShift's configuration. */
  static String config(String kind, String spec, String status) {
    return """
        apiVersion: config.openshift.io/v1
        kind: %s
        metadata: {name: cluster}
        spec: %s
        status: %s
        """
        .formatted(kind, spec, status);
  }

  static String router(String available) {
    return """
        apiVersion: operator.openshift.io/v1
        kind: IngressController
        metadata: {name: default, namespace: openshift-ingress-operator}
        spec: {}
        status:
          conditions: [{type: Available, status: "%s", message: no replica is ready}]
        """
        .formatted(available);
  }

  private static List<PreflightCase> ingress() {
    return List.of(
        ok(
            "cluster.ingress-domain",
            ".apps.example.com",
            w -> w.apply(config("Ingress", "{domain: apps.example.com}", "{}"))),
        failure(
            "cluster.ingress-domain",
            "ui.applicationDomain: apps.example.com is not the router's domain apps.other.com; set"
                + " ui.applicationDomain: apps.other.com",
            w -> w.apply(config("Ingress", "{domain: apps.other.com}", "{}"))),
        warning(
            "cluster.ingress-domain",
            "ui.host: kafka.example.org is not in the router's domain",
            w ->
                w.edit("ui/host", "kafka.example.org")
                    .apply(config("Ingress", "{domain: apps.example.com}", "{}"))),
        skipped("cluster.ingress-domain", "ui.kind is none", w -> w.edit("ui/kind", "none")),
        ok(
                "cluster.external-domain",
                "-bootstrap.apps.example.com",
                w -> external(w).apply(config("Ingress", "{domain: apps.example.com}", "{}")))
            .of("dynamic-kraft"),
        warning(
                "cluster.external-domain",
                "security.external.domain: apps.example.com is not the router's domain apps.other.com",
                w -> external(w).apply(config("Ingress", "{domain: apps.other.com}", "{}")))
            .of("dynamic-kraft"),
        failure(
                "cluster.external-domain",
                "Ingress cluster: has no spec.domain; use OpenShift 4, or remove security.external",
                w -> external(w))
            .of("dynamic-kraft"),
        skipped("cluster.external-domain", "security.external is not set", w -> {}),
        ok("cluster.ingress-router", "default is available", w -> w.apply(router("True"))),
        failure(
            "cluster.ingress-router",
            "IngressController default: not available: no replica is ready",
            w -> w.apply(router("False"))));
  }

  private static PreflightFixture external(PreflightFixture fixture) {
    return fixture
        .edit("security/certificates/source", "cert-manager")
        .edit("security/external/domain", "apps.example.com");
  }

  private static List<PreflightCase> loginAndPolicies() {
    return List.of(
        ok(
            "cluster.login",
            "ClusterOperator authentication is available",
            w -> w.apply(ClusterCases.operator("authentication", "True", "False"))),
        failure(
            "cluster.login",
            "ClusterOperator authentication: not found; use OpenShift 4, or set ui.kind: none",
            w -> {}),
        failure(
            "cluster.login",
            "Authentication cluster: spec.type is OIDC, so the cluster has no OAuth server for"
                + " ui.login openshift; set ui.login: oidc",
            w ->
                w.apply(ClusterCases.operator("authentication", "True", "False"))
                    .apply(config("Authentication", "{type: OIDC}", "{}"))),
        skipped("cluster.login", "no web UI", w -> w.edit("ui/kind", "none")),
        ok(
            "cluster.network-policies",
            "OVNKubernetes",
            w -> w.apply(config("Network", "{}", "{networkType: OVNKubernetes}"))),
        warning(
            "cluster.network-policies",
            "Network cluster: networkType is OpenShiftSDN",
            w -> w.apply(config("Network", "{}", "{networkType: OpenShiftSDN}"))),
        warning("cluster.network-policies", "network plugin: unknown", w -> {}));
  }

  static String monitoringConfig(String enabled) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: cluster-monitoring-config, namespace: openshift-monitoring}
        data: {config.yaml: "enableUserWorkload: %s"}
        """
        .formatted(enabled);
  }

  static String prometheus(int ready) {
    return """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: prometheus-user-workload, namespace: openshift-user-workload-monitoring}
        spec:
          serviceName: p
          selector: {matchLabels: {a: b}}
          template: {metadata: {labels: {a: b}}, spec: {containers: [{name: p, image: example.com/p:1}]}}
        status: {replicas: 2, readyReplicas: %d}
        """
        .formatted(ready);
  }

  private static List<PreflightCase> monitoring() {
    return List.of(
        ok(
            "cluster.monitoring-user-workload",
            "enableUserWorkload is true",
            w -> w.apply(monitoringConfig("true"))),
        warning(
            "cluster.monitoring-user-workload",
            "ConfigMap openshift-monitoring/cluster-monitoring-config: enableUserWorkload is not",
            w -> w.apply(monitoringConfig("false"))),
        warning(
            "cluster.monitoring-user-workload",
            "not checked: configmaps \"cluster-monitoring-config\" is forbidden",
            PreflightFixture::withoutRights),
        skipped(
            "cluster.monitoring-user-workload",
            "monitoring.scrape is not podMonitor",
            w -> w.edit("monitoring/scrape", "none")),
        ok("cluster.monitoring-prometheus", "2 replicas are ready", w -> w.apply(prometheus(2))),
        warning(
            "cluster.monitoring-prometheus",
            "prometheus-user-workload: no replica is ready",
            w -> w.apply(prometheus(0))));
  }

  static String registry(String state, String storage) {
    return """
        apiVersion: imageregistry.operator.openshift.io/v1
        kind: Config
        metadata: {name: cluster}
        spec: {managementState: %s, replicas: 1, storage: %s}
        """
        .formatted(state, storage);
  }

  static String imageStream(String tag) {
    return """
        apiVersion: image.openshift.io/v1
        kind: ImageStream
        metadata: {name: oauth-proxy, namespace: openshift}
        spec: {}
        status:
          dockerImageRepository: image-registry.openshift-image-registry.svc:5000/openshift/oauth-proxy
          tags:
            - tag: %s
              items:
                - {created: "2026-01-01T00:00:00Z", dockerImageReference: quay.io/a@sha256:b, image: "sha256:b", generation: 1}
        """
        .formatted(tag);
  }

  private static List<PreflightCase> builds() {
    return List.of(
        ok(
                "cluster.image-registry",
                "Managed, with storage s3",
                w -> w.apply(registry("Managed", "{s3: {bucket: images}}")))
            .of("dev"),
        failure(
                "cluster.image-registry",
                "managementState is Removed; set managementState: Managed",
                w -> w.apply(registry("Removed", "{}")))
            .of("dev"),
        warning(
                "cluster.image-registry",
                "its storage is an emptyDir",
                w -> w.apply(registry("Managed", "{emptyDir: {}}")))
            .of("dev"),
        skipped("cluster.image-registry", "no pod pulls an image", w -> {}).of("local"),
        failure("cluster.image-registry", "ui.images.oauthProxy", w -> {}).of("prod"),
        ok(
            "cluster.image-oauth-proxy",
            "ImageStream oauth-proxy in project openshift has v4.4",
            w -> w.apply(imageStream("v4.4"))),
        failure(
            "cluster.image-oauth-proxy",
            "ImageStream oauth-proxy in project openshift: has no image with tag v4.4; set"
                + " ui.images.oauthProxy",
            w -> w.apply(imageStream("v4.5"))),
        failure("cluster.image-oauth-proxy", "not found", w -> {}),
        skipped(
            "cluster.image-oauth-proxy",
            "no oauth-proxy image in the internal registry",
            w -> w.edit("ui/images/oauthProxy", "quay.io/openshift/origin-oauth-proxy:4.16")),
        ok(
                "cluster.image-builds",
                "enabled",
                w ->
                    w.apply(
                        ClusterCases.version(
                            "4.16.3",
                            "{knownCapabilities: [Build], enabledCapabilities: [Build]}")))
            .of("dev"),
        failure(
                "cluster.image-builds",
                "ClusterVersion version: the capability Build is not enabled",
                w ->
                    w.apply(
                        ClusterCases.version(
                            "4.16.3",
                            "{knownCapabilities: [Build], enabledCapabilities: [Console]}")))
            .of("dev"));
  }

  private static String mirrorSet(String policy) {
    return """
        apiVersion: config.openshift.io/v1
        kind: ImageDigestMirrorSet
        metadata: {name: mirrors}
        spec:
          imageDigestMirrors:
            - {source: docker.io/apache, mirrors: [registry.example.com/apache], mirrorSourcePolicy: %s}
        """
        .formatted(policy);
  }

  static String pullSecret(String auths) {
    String json = Base64.getEncoder().encodeToString(auths.getBytes(StandardCharsets.UTF_8));
    return """
        apiVersion: v1
        kind: Secret
        metadata: {name: pull-secret, namespace: openshift-config}
        type: kubernetes.io/dockerconfigjson
        data: {.dockerconfigjson: %s}
        """
        .formatted(json);
  }

  private static List<PreflightCase> policies() {
    return List.of(
        ok("cluster.image-policy", "registries: docker.io, ghcr.io", w -> {}),
        ok(
            "cluster.image-policy",
            "registries: ",
            w ->
                w.apply(
                    config(
                        "Image",
                        "{registrySources: {allowedRegistries: ['*.io', docker.io/apache,"
                            + " 'image-registry.openshift-image-registry.svc:5000']}}",
                        "{}"))),
        failure(
            "cluster.image-policy",
            "image image-registry.openshift-image-registry.svc:5000/openshift/oauth-proxy:v4.4: its"
                + " registry is not in allowedRegistries of Image cluster: *.io; allow the registry,"
                + " without which OpenShift's own builds fail, too",
            w ->
                w.apply(config("Image", "{registrySources: {allowedRegistries: ['*.io']}}", "{}"))),
        failure(
            "cluster.image-policy",
            "image ghcr.io/kafbat/kafka-ui:v1.5.0: its registry is in blockedRegistries",
            w ->
                w.apply(
                    config("Image", "{registrySources: {blockedRegistries: [ghcr.io]}}", "{}"))),
        failure(
            "cluster.image-policy",
            "image docker.io/apache/kafka:3.9.2: its registry is not in allowedRegistries",
            w ->
                w.apply(
                    config("Image", "{registrySources: {allowedRegistries: [quay.io]}}", "{}"))),
        ok(
            "cluster.image-mirrors",
            "1 ImageDigestMirrorSets",
            w -> w.apply(mirrorSet("AllowContactingSource"))));
  }

  private static List<PreflightCase> pullSecrets() {
    return List.of(
        failure(
            "cluster.image-mirrors",
            "image docker.io/apache/kafka:3.9.2: ImageDigestMirrorSet mirrors blocks its source registry",
            w -> w.apply(mirrorSet("NeverContactSource"))),
        ok(
            "cluster.image-pull-secret",
            "registries: docker.io, ghcr.io",
            w -> w.apply(pullSecret("{\"auths\": {\"https://index.docker.io/v1/\": {}}}"))),
        warning(
            "cluster.image-pull-secret",
            "registry registry.example.com: the cluster's pull secret has no credentials for it",
            w ->
                w.edit("images/registry", "registry.example.com/mirror")
                    .apply(pullSecret("{\"auths\": {\"docker.io\": {}}}"))),
        warning(
            "cluster.image-pull-secret",
            "registry docker.io: the cluster's pull secret has no credentials for it, and Docker"
                + " Hub limits",
            w -> w.apply(pullSecret("{\"auths\": {}}"))));
  }
}
