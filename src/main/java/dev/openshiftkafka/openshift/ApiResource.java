package dev.openshiftkafka.openshift;

import java.util.Comparator;

/**
 * A kind of object, as rules of access name it.
 *
 * @param group API group, empty for the core
 * @param resource plural name
 * @param namespaced whether its objects live in projects
 */
public record ApiResource(String group, String resource, boolean namespaced)
    implements Comparable<ApiResource> {

  /** A kind whose objects live in projects. */
  public static ApiResource inProject(String group, String resource) {
    return new ApiResource(group, resource, true);
  }

  /** A kind whose objects live outside projects. */
  public static ApiResource inCluster(String group, String resource) {
    return new ApiResource(group, resource, false);
  }

  @Override
  public int compareTo(ApiResource other) {
    return Comparator.comparing(ApiResource::group)
        .thenComparing(ApiResource::resource)
        .compare(this, other);
  }
}
