package dev.openshiftkafka.capacity;

/** A part of the monthly cost. */
public enum CostPart {
  /** App nodes. */
  INSTANCES("instances", "instances"),
  /** Root volumes and data volumes. */
  VOLUMES("volumes", "volumes"),
  /** Hours of the NAT gateways of a declared VPC, without data processing. */
  NAT_GATEWAYS("natGateways", "NAT gateways"),
  /** Traffic of replication between zones. */
  REPLICATION("crossZoneReplication", "replication between zones"),
  /** Traffic between zones from producers that write to leaders in any zone. */
  PRODUCERS("crossZoneProducers", "producers between zones"),
  /** Traffic between zones to consumer groups that do not set client.rack. */
  READS("crossZoneReads", "reads between zones"),
  /** Snapshots of the brokers' volumes. */
  SNAPSHOTS("snapshots", "snapshots"),
  /** Storage and uploads of tiered storage in S3; absent without it. */
  REMOTE_STORAGE("remoteStorage", "remote storage");

  private final String key;
  private final String text;

  CostPart(String key, String text) {
    this.key = key;
    this.text = text;
  }

  /** Key in outputs. */
  public String key() {
    return key;
  }

  @Override
  public String toString() {
    return text;
  }
}
