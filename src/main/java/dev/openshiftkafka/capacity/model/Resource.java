package dev.openshiftkafka.capacity.model;

/** What can keep writes from being faster. */
public enum Resource {
  /** The volume's own throughput. */
  VOLUME("throughput of the volume"),
  /** The bandwidth between the instance and all its volumes. */
  INSTANCE_EBS("EBS bandwidth of the instance"),
  /** What the instance receives from producers and leaders. */
  NETWORK_IN("network into the instance"),
  /** What the instance sends to followers. */
  NETWORK_OUT("network out of the instance");

  private final String text;

  Resource(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
