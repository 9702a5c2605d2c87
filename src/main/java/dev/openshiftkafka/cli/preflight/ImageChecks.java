package dev.openshiftkafka.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.config.ImagesConfig;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks of images: builds in the cluster, registries, mirrors and pull secrets. */
final class ImageChecks {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Public registries of the default images. */
  private static final Set<String> PUBLIC = Set.of("docker.io", "quay.io", "ghcr.io");

  private static final String NO_BUILD = "the stack builds no image";

  private ImageChecks() {}

  static List<Check> all() {
    return List.of(
        Check.ofCluster(
                "image-registry",
                "the internal registry is managed and has storage",
                ImageChecks::registry)
            .when(
                StackPlan::pullsFromInternalRegistry,
                "no pod pulls an image from the internal registry"),
        Check.ofCluster(
                "image-oauth-proxy",
                "the ImageStream of the oauth-proxy image has its tag",
                ImageChecks::oauthProxy)
            .when(
                plan ->
                    plan.usesOpenShiftLogin()
                        && ImagesConfig.isInternal(plan.config().ui().proxyImage()),
                "no oauth-proxy image in the internal registry"),
        Check.ofCluster("image-builds", "the cluster has the capability Build", ImageChecks::builds)
            .when(StackPlan::buildsImages, NO_BUILD),
        Check.ofCluster(
            "image-policy",
            "the cluster's image policy allows the registries of all images",
            ImageChecks::policy),
        Check.ofCluster(
            "image-mirrors",
            "no ImageDigestMirrorSet blocks images that are referenced by tag",
            ImageChecks::mirrors),
        Check.ofCluster(
            "image-pull-secret",
            "the pull secret has credentials for the registries that need them",
            ImageChecks::pullSecret));
  }

  /** Returns the images by the host of their registry. */
  private static Map<String, Set<String>> byRegistry(StackPlan plan) {
    var byRegistry = new TreeMap<String, Set<String>>();
    for (String image : plan.images()) {
      String host = image.substring(0, image.indexOf('/'));
      byRegistry.computeIfAbsent(host, h -> new TreeSet<>()).add(image);
    }
    // Images of localhost were loaded into the nodes and are not pulled.
    byRegistry.remove("localhost");
    // Accounts have a pull secret of their own for it.
    byRegistry.remove(ImagesConfig.INTERNAL_REGISTRY);
    return byRegistry;
  }

  private static Result registry(Target target) {
    var found =
        target.cluster().get("/apis/imageregistry.operator.openshift.io/v1/configs/cluster");
    String object = "Config cluster (imageregistry.operator.openshift.io)";
    String remedy =
        "set managementState: Managed and spec.storage, or set images of other registries:"
            + (target.plan().buildsImages() ? " client.image" : "")
            + (target.plan().images().stream().anyMatch(ImagesConfig::isInternal)
                ? " ui.images.oauthProxy"
                : "");
    if (found.isEmpty()) {
      return Result.failure(object, "not found", remedy);
    }
    String state = found.get().at("/spec/managementState").asText();
    if (!state.equals("Managed")) {
      return Result.failure(object, "managementState is " + state, remedy);
    }
    JsonNode storage = found.get().at("/spec/storage");
    if (storage.isMissingNode() || storage.isEmpty()) {
      return Result.failure(object, "spec.storage is empty", remedy);
    }
    if (storage.has("emptyDir")) {
      return Result.warning(
          object,
          "its storage is an emptyDir: built images are lost with the registry's pod",
          "use S3 or a volume");
    }
    return Result.ok("Managed, with storage " + String.join(", ", names(storage)));
  }

  /** OpenShift's samples operator creates the ImageStream oauth-proxy in project openshift. */
  private static Result oauthProxy(Target target) {
    String image = target.plan().config().ui().proxyImage();
    String[] path = image.substring(image.indexOf('/') + 1).split("[/:@]", 3);
    String object = "ImageStream " + path[1] + " in project " + path[0];
    var found =
        target
            .cluster()
            .get(
                "/apis/image.openshift.io/v1/namespaces/%s/imagestreams/%s"
                    .formatted(path[0], path[1]));
    String remedy =
        "set ui.images.oauthProxy to an image of another registry, such as"
            + " quay.io/openshift/origin-oauth-proxy:4.16";
    if (found.isEmpty()) {
      return Result.failure(object, "not found", remedy);
    }
    boolean hasTag =
        image.contains("@")
            || Json.elements(found.get().at("/status/tags"))
                .anyMatch(
                    tag ->
                        tag.path("tag").asText().equals(path[2]) && !tag.path("items").isEmpty());
    return hasTag
        ? Result.ok(object + " has " + path[2])
        : Result.failure(object, "has no image with tag " + path[2], remedy);
  }

  private static List<String> names(JsonNode object) {
    var names = new java.util.ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    names.remove("managementState");
    return names;
  }

  private static Result builds(Target target) {
    var version = target.cluster().get("/apis/config.openshift.io/v1/clusterversions/version");
    JsonNode capabilities =
        version.map(v -> v.at("/status/capabilities")).orElse(JSON.createObjectNode());
    List<String> known = Json.texts(capabilities.path("knownCapabilities"));
    List<String> enabled = Json.texts(capabilities.path("enabledCapabilities"));
    if (known.contains("Build") && !enabled.contains("Build")) {
      return Result.failure(
          "ClusterVersion version",
          "the capability Build is not enabled",
          "add it to spec.capabilities.additionalEnabledCapabilities, or set" + " client.image");
    }
    return version.isEmpty()
        ? Result.failure(
            "ClusterVersion version", "not found: the cluster is not OpenShift", NO_BUILDS)
        : Result.ok(known.contains("Build") ? "enabled" : "always enabled in this version");
  }

  private static final String NO_BUILDS = "set client.image";

  private static Result policy(Target target) {
    JsonNode sources =
        target
            .cluster()
            .openshift("images")
            .map(image -> image.at("/spec/registrySources"))
            .orElse(JSON.createObjectNode());
    List<String> allowed = Json.texts(sources.path("allowedRegistries"));
    List<String> blocked = Json.texts(sources.path("blockedRegistries"));
    var findings = Result.collect();
    for (String image : target.plan().images()) {
      if (blocked.stream().anyMatch(entry -> covers(entry, image))) {
        findings.failure(
            "image " + image,
            "its registry is in blockedRegistries of Image cluster",
            "mirror the image and set images.registry, or unblock the registry");
      } else if (!allowed.isEmpty() && allowed.stream().noneMatch(e -> covers(e, image))) {
        findings.failure(
            "image " + image,
            "its registry is not in allowedRegistries of Image cluster: "
                + String.join(", ", allowed),
            ImagesConfig.isInternal(image)
                ? "allow the registry, without which OpenShift's own builds fail, too"
                : "mirror the image and set images.registry, or allow the registry");
      }
    }
    return findings.orOk("registries: " + String.join(", ", byRegistry(target.plan()).keySet()));
  }

  /** Whether an entry (a registry, a repository path, or {@code *.domain}) matches an image. */
  private static boolean covers(String entry, String image) {
    String host = image.substring(0, image.indexOf('/'));
    return entry.startsWith("*.")
        ? host.endsWith(entry.substring(1))
        : image.equals(entry) || image.startsWith(entry + "/") || image.startsWith(entry + ":");
  }

  private static Result mirrors(Target target) {
    var findings = Result.collect();
    var sets = target.cluster().list("/apis/config.openshift.io/v1/imagedigestmirrorsets");
    for (JsonNode set : sets) {
      for (JsonNode mirror : set.at("/spec/imageDigestMirrors")) {
        String source = mirror.path("source").asText();
        if (mirror.path("mirrorSourcePolicy").asText().equals("NeverContactSource")) {
          target.plan().images().stream()
              .filter(image -> covers(source, image) && !image.contains("@"))
              .forEach(
                  image ->
                      findings.failure(
                          "image " + image,
                          "ImageDigestMirrorSet "
                              + Json.name(set)
                              + " blocks its source registry, and mirrors serve images by digest only",
                          "reference it by digest (images.kafkaDigest), or add an ImageTagMirrorSet"));
        }
      }
    }
    return findings.orOk(sets.size() + " ImageDigestMirrorSets");
  }

  private static Result pullSecret(Target target) throws IOException {
    var found = target.cluster().get("/api/v1/namespaces/openshift-config/secrets/pull-secret");
    String encoded = found.map(s -> s.path("data").path(".dockerconfigjson").asText("")).orElse("");
    JsonNode auths = JSON.readTree(Base64.getDecoder().decode(encoded)).path("auths");
    var findings = Result.collect();
    byRegistry(target.plan())
        .forEach(
            (registry, images) -> {
              boolean known = names(auths).stream().anyMatch(a -> isSame(a, registry));
              if (!known && !PUBLIC.contains(registry)) {
                findings.warning(
                    "registry " + registry,
                    "the cluster's pull secret has no credentials for it",
                    "add them to Secret openshift-config/pull-secret, unless the registry is public");
              } else if (!known && registry.equals("docker.io")) {
                findings.warning(
                    "registry docker.io",
                    "the cluster's pull secret has no credentials for it, and Docker Hub limits"
                        + " anonymous pulls per IP address",
                    "add credentials to Secret openshift-config/pull-secret, or set"
                        + " images.registry to a mirror");
              }
            });
    return findings.orOk("registries: " + String.join(", ", byRegistry(target.plan()).keySet()));
  }

  private static boolean isSame(String entry, String registry) {
    String host = entry.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return host.equals(registry)
        || (registry.equals("docker.io") && host.equals("index.docker.io"));
  }
}
