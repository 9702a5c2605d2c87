package dev.openshiftkafka.kubernetes;

import java.util.Comparator;

/**
 * A kind of object, as rules of access name it.
 *
 * @param group API group, empty for the core
 * @param resource plural name
 * @param place where its objects live: {@link #CLUSTER}, {@link #PROJECT}, or the name of another
 *     project
 */
public record ApiResource(String group, String resource, String place)
    implements Comparable<ApiResource> {
  /** Outside all projects. */
  public static final String CLUSTER = "";

  /** In the stack's own project, whatever its name. */
  public static final String PROJECT = ".";

  /** A kind whose objects live in the stack's project. */
  public static ApiResource inProject(String group, String resource) {
    return new ApiResource(group, resource, PROJECT);
  }

  /** A kind whose objects live outside projects. */
  public static ApiResource inCluster(String group, String resource) {
    return new ApiResource(group, resource, CLUSTER);
  }

  /** A kind whose objects live in a project of OpenShift's own. */
  public static ApiResource inNamespace(String group, String resource, String namespace) {
    return new ApiResource(group, resource, namespace);
  }

  /** Whether its objects live in projects. */
  public boolean namespaced() {
    return !place.equals(CLUSTER);
  }

  @Override
  public int compareTo(ApiResource other) {
    return Comparator.comparing(ApiResource::group)
        .thenComparing(ApiResource::resource)
        .thenComparing(ApiResource::place)
        .compare(this, other);
  }
}
