package dev.openshiftkafka.kubernetes;

import static dev.openshiftkafka.kubernetes.ResourceInventory.ApiResource.inProject;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.ImagesConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image whose Dockerfile is part of this program: built elsewhere and named in the
 * configuration, or built in the cluster by a BuildConfig into an ImageStream.
 *
 * <p>The tag of an image that the cluster builds is a hash of its Dockerfile. A changed Dockerfile
 * therefore changes the pod, which waits until the build has pushed that tag.
 *
 * @param project project of the ImageStream and the BuildConfig
 * @param name name of both
 * @param dockerfile text of the Dockerfile
 * @param given full reference of an image that was built elsewhere, or null
 * @param pullSecret Secret with which a build pulls its base image, or null
 */
public record ProgramImage(
    String project,
    String name,
    String dockerfile,
    @Nullable String given,
    @Nullable String pullSecret) {
  private static final int TAG_LENGTH = 12;
  private static final int BUILD_TIMEOUT_SECONDS = 1200;

  /**
   * The Dockerfile in the package of a class, with another base image.
   *
   * @param defaultBase base image in the file
   * @param base base image of the stack
   */
  public static String dockerfile(Class<?> type, String defaultBase, String base) {
    return ClassPathText.of(type, "Dockerfile").replace("FROM " + defaultBase, "FROM " + base);
  }

  /** Whether the cluster builds it. */
  public boolean isBuilt() {
    return given == null;
  }

  /** The image of containers. */
  public String reference() {
    return given == null
        ? ImagesConfig.INTERNAL_REGISTRY + "/" + project + "/" + name + ":" + tag()
        : given;
  }

  /** Annotations of the service account whose pods run the image. */
  public Map<String, String> accountAnnotations() {
    return isBuilt() ? Workload.WAIT_FOR_PULL_SECRET : Map.of();
  }

  private String tag() {
    return ConfigHash.of(dockerfile).substring(0, TAG_LENGTH);
  }

  /**
   * Declares the build, if the cluster builds the image.
   *
   * <p>Build pods are privileged. OpenShift's build controller creates them and is exempt from the
   * project's Pod Security level; no account of the project gets that right.
   */
  public void declare(ObjectMetaArgs meta, Resource parent) {
    if (!isBuilt()) {
      return;
    }
    var stream =
        new CustomKind(
            "image.openshift.io/v1",
            "ImageStream",
            name,
            meta,
            // Pods use the full reference, so image names are not resolved to this stream.
            Output.of(Map.of("lookupPolicy", Map.of("local", false))),
            CustomResourceOptions.builder().parent(parent).build());
    new CustomKind(
        "build.openshift.io/v1",
        "BuildConfig",
        name,
        meta,
        Output.of(buildSpec()),
        CustomResourceOptions.builder()
            .parent(parent)
            .dependsOn(stream)
            // OpenShift starts a build when a BuildConfig is created, but not when it is changed.
            .replaceOnChanges("spec")
            .deleteBeforeReplace(true)
            .build());
  }

  private Map<String, Object> buildSpec() {
    return Map.of(
        "source",
        Map.of("type", "Dockerfile", "dockerfile", dockerfile),
        "strategy",
        Map.of("type", "Docker", "dockerStrategy", strategy()),
        "output",
        Map.of("to", Map.of("kind", "ImageStreamTag", "name", name + ":" + tag())),
        "triggers",
        List.of(Map.of("type", "ConfigChange")),
        "runPolicy",
        "SerialLatestOnly",
        "completionDeadlineSeconds",
        BUILD_TIMEOUT_SECONDS,
        "resources",
        Map.of(
            "requests", Map.of("cpu", "250m", "memory", "1Gi"), "limits", Map.of("memory", "1Gi")),
        "successfulBuildsHistoryLimit",
        1,
        "failedBuildsHistoryLimit",
        2);
  }

  /** A repeated build pulls the current version of its base image. */
  private Map<String, Object> strategy() {
    return pullSecret == null
        ? Map.of("forcePull", true)
        : Map.of("forcePull", true, "pullSecret", Map.of("name", pullSecret));
  }

  /** Adds the objects of the build, if the cluster builds the image. */
  public void addTo(ResourceInventory inventory) {
    if (isBuilt()) {
      inventory
          .add(inProject("image.openshift.io", "imagestreams"), name)
          .add(inProject("build.openshift.io", "buildconfigs"), name);
    }
  }
}
