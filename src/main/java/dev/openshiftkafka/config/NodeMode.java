package dev.openshiftkafka.config;

/** How app nodes come to be. */
public enum NodeMode {
  /** As EC2 instances of this stack. */
  INSTANCES,
  /** By OpenShift's Machine API, from MachineSets of this stack. */
  MACHINESETS
}
