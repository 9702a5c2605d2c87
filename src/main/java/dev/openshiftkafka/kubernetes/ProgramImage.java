package dev.openshiftkafka.kubernetes;

import static dev.openshiftkafka.kubernetes.ApiResource.inProject;

import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;

/**
 * An image of which the program has the Dockerfile: one that was built elsewhere, or one that the
 * cluster builds.
 *
 * <p>The tag of the latter is a digest of what it is built from. So a changed Dockerfile is a
 * changed pod, whose image is there once the build of this very Dockerfile has pushed it.
 *
 * @param project where it is built
 * @param name of its ImageStream and BuildConfig
 * @param dockerfile what it is built from
 * @param given full reference of one that was built already; null for none
 */
public record ProgramImage(String project, String name, String dockerfile, String given) {
  private static final int TAG_LENGTH = 12;

  /**
   * A Dockerfile of the program on another base image.
   *
   * @param beside class in whose package it lies
   * @param written base image that it names
   * @param wanted base image of the stack
   */
  public static String dockerfile(Class<?> beside, String written, String wanted) {
    return ClassPathText.of(beside, "Dockerfile").replace("FROM " + written, "FROM " + wanted);
  }

  /** Whether the cluster builds it. */
  public boolean isBuilt() {
    return given == null;
  }

  /** What a pod runs. */
  public String reference() {
    return isBuilt() ? ImageStream.reference(project, name, tag()) : given;
  }

  /** A build that somebody starts again pushes to the same tag. */
  public String pullPolicy() {
    return isBuilt() ? "Always" : "IfNotPresent";
  }

  private String streamTag() {
    return name + ":" + tag();
  }

  private String tag() {
    return ConfigHash.of(dockerfile).substring(0, TAG_LENGTH);
  }

  /** Declares its build, when the cluster builds it. */
  public void declare(ObjectMetaArgs meta, Resource parent) {
    if (!isBuilt()) {
      return;
    }
    var child = CustomResourceOptions.builder().parent(parent);
    var stream = new ImageStream(name, new ImageStreamArgs(meta), child.build());
    new BuildConfig(
        name,
        new BuildConfigArgs(meta, dockerfile, streamTag()),
        CustomResourceOptions.builder().parent(parent).dependsOn(stream).build());
  }

  /** Adds the names of the objects of its build, for the rights of the deployer. */
  public void addTo(ResourceInventory objects) {
    if (isBuilt()) {
      objects
          .add(inProject("image.openshift.io", "imagestreams"), name)
          .add(inProject("build.openshift.io", "buildconfigs"), name);
    }
  }
}
