package dev.openshiftkafka.capacity.model;

/** A resource that limits the write rate. */
public enum Resource {
  /** Throughput of the EBS volume. */
  VOLUME("throughput of the volume"),
  /** Bandwidth between the instance and all its EBS volumes. */
  INSTANCE_EBS("EBS bandwidth of the instance"),
  /** Incoming traffic of the instance, from producers and leaders. */
  NETWORK_IN("network into the instance"),
  /** Outgoing traffic of the instance, to followers. */
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
