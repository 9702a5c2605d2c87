package dev.openshiftkafka.config;

/** How app nodes are provisioned. */
public enum NodeMode {
  /** EC2 instances of the stack. */
  INSTANCES,
  /** Machines that OpenShift's Machine API provisions from the stack's MachineSets. */
  MACHINESETS,
  /** Nodes that exist already, such as those of a machine pool; the stack declares none. */
  EXISTING
}
