package dev.openshiftkafka.capacity.model;

/** A resource that limits the write rate. */
public enum Resource {
  /** Throughput of the EBS volume, for writes and for reads that are not in the page cache. */
  VOLUME("throughput of the volume", "volume"),
  /** Bandwidth between the instance and all its EBS volumes. */
  INSTANCE_EBS("EBS bandwidth of the instance", "EBS bandwidth"),
  /** Incoming traffic of the instance, from producers and leaders. */
  NETWORK_IN("network into the instance", "network in"),
  /** Outgoing traffic of the instance, to followers and consumers. */
  NETWORK_OUT("network out of the instance", "network out");

  private final String text;
  private final String shortText;

  Resource(String text, String shortText) {
    this.text = text;
    this.shortText = shortText;
  }

  /** Text for a cell of a table. */
  public String shortText() {
    return shortText;
  }

  @Override
  public String toString() {
    return text;
  }
}
