package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The labels that Kubernetes recommends for every object. */
public final class Labels {
  private static final String NAME = "app.kubernetes.io/name";
  private static final String COMPONENT = "app.kubernetes.io/component";
  private static final String PART_OF = "app.kubernetes.io/part-of";

  private Labels() {}

  /** The labels by which Services and budgets find the pods of a component. */
  public static Map<String, String> selector(String component) {
    return Map.of(NAME, "kafka", COMPONENT, component);
  }

  /** What finds the pods of several components. */
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

  /** Name, project and labels of an object. */
  public static ObjectMetaArgs meta(String namespace, String name, String component) {
    return ObjectMetaArgs.builder().namespace(namespace).name(name).labels(of(component)).build();
  }

  /** Name and labels of an object outside projects. */
  public static ObjectMetaArgs clusterMeta(String name, String component) {
    return ObjectMetaArgs.builder().name(name).labels(of(component)).build();
  }
}
