package dev.openshiftkafka.config;

/** Where data volumes come from. */
public enum VolumeSource {
  /** EBS volumes: existing ones from handles, or those that the AWS layer declares. */
  EBS,
  /** Directories on the nodes, from paths. */
  LOCAL,
  /** Volumes that the EBS CSI driver provisions when a pod is scheduled. */
  DYNAMIC
}
