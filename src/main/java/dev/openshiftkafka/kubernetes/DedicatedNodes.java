package dev.openshiftkafka.kubernetes;

/** Label and taint of nodes that are dedicated to Kafka. */
public final class DedicatedNodes {
  /**
   * The label, which pods of Kafka select, and the taint, which repels other pods. A kubelet cannot
   * set labels below node-role.kubernetes.io, so no node can mark itself as dedicated.
   */
  public static final String KEY = "node-role.kubernetes.io/kafka";

  /** Effect of the taint. */
  public static final String EFFECT = "NoSchedule";

  private DedicatedNodes() {}
}
