package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The recommended labels of Kubernetes, which every object of the stack has. */
public final class Labels {
  private static final String NAME = "app.kubernetes.io/name";
  private static final String COMPONENT = "app.kubernetes.io/component";
  private static final String PART_OF = "app.kubernetes.io/part-of";

  private Labels() {}

  /** The labels that select the pods of a component. */
  public static Map<String, String> selector(String component) {
    return Map.of(NAME, "kafka", COMPONENT, component);
  }

  /** The match expressions that select the pods of several components. */
  public static List<Map<String, Object>> selector(List<String> components) {
    return List.of(
        Map.of("key", NAME, "operator", "In", "values", List.of("kafka")),
        Map.of("key", COMPONENT, "operator", "In", "values", components));
  }

  /** The labels of an object of a component. */
  public static Map<String, String> of(String component) {
    var labels = new TreeMap<>(selector(component));
    labels.put(PART_OF, "openshift-kafka");
    return labels;
  }

  /** Metadata of an object: namespace, name and labels. */
  public static ObjectMetaArgs meta(String namespace, String name, String component) {
    return ObjectMetaArgs.builder().namespace(namespace).name(name).labels(of(component)).build();
  }

  /** Metadata of an object with annotations. */
  public static ObjectMetaArgs meta(
      String namespace, String name, String component, Map<String, String> annotations) {
    return ObjectMetaArgs.builder()
        .namespace(namespace)
        .name(name)
        .labels(of(component))
        .annotations(annotations)
        .build();
  }

  /** Metadata of a cluster-scoped object: name and labels. */
  public static ObjectMetaArgs clusterMeta(String name, String component) {
    return ObjectMetaArgs.builder().name(name).labels(of(component)).build();
  }
}
