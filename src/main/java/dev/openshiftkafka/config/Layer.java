package dev.openshiftkafka.config;

import java.util.List;

/** A part of the stack that can be disabled. */
public enum Layer {
  /** App nodes, EBS volumes and their network. */
  AWS,
  /**
   * The objects whose creation gives control over nodes or over other projects: the project and its
   * SecurityContextConstraints, MachineSets, PersistentVolumes, StorageClasses, and all other
   * objects outside the project.
   */
  ADMIN,
  /** The objects of the project. With {@link AdminLayer#INCLUDED}, also those of {@link #ADMIN}. */
  OPENSHIFT;

  /** Whether a stack with these layers declares the objects of this one. */
  boolean isDeclared(List<Layer> layers, AdminLayer adminLayer) {
    return layers.contains(this)
        || (this == ADMIN && layers.contains(OPENSHIFT) && adminLayer == AdminLayer.INCLUDED);
  }
}
