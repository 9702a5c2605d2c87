package dev.openshiftkafka.config;

/** A part of the stack that can be switched off. */
public enum Layer {
  /** App nodes, volumes and what they stand in. */
  AWS,
  /** Everything inside the OpenShift cluster. */
  OPENSHIFT
}
