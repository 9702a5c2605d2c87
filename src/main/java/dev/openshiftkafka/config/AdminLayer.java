package dev.openshiftkafka.config;

/** Which stack declares the objects of layer {@link Layer#ADMIN}. */
public enum AdminLayer {
  /** The stack with layer {@link Layer#OPENSHIFT}. */
  INCLUDED,
  /** Another stack, with layer {@link Layer#ADMIN}, which an administrator deploys. */
  EXTERNAL
}
