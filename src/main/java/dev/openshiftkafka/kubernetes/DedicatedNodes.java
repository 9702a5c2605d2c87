package dev.openshiftkafka.kubernetes;

/** How nodes are marked that Kafka has for itself. */
public final class DedicatedNodes {
  /**
   * The label that draws Kafka's pods to a node, and the taint that keeps others away. Labels below
   * node-role.kubernetes.io cannot be set by the node itself, so no node can claim to be one.
   */
  public static final String KEY = "node-role.kubernetes.io/kafka";

  /** What the taint does. */
  public static final String EFFECT = "NoSchedule";

  private DedicatedNodes() {}
}
