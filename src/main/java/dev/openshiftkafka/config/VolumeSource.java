package dev.openshiftkafka.config;

/** Where the volumes of a set of pods come from. */
public enum VolumeSource {
  /** EBS volumes that exist already, one per pod, named by their handles. */
  EBS,
  /** Folders on the nodes, one per pod, named by their paths. */
  LOCAL,
  /** Volumes that the EBS CSI driver makes when a pod is scheduled. */
  DYNAMIC
}
