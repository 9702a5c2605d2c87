package dev.openshiftkafka.config;

/** A part of the stack that can be disabled. */
public enum Layer {
  /** App nodes, EBS volumes and their network. */
  AWS,
  /** All objects in the OpenShift cluster. */
  OPENSHIFT
}
