package dev.openshiftkafka.config;

/** Who operates the OpenShift cluster, which decides who may add nodes. */
public enum ClusterType {
  /** OpenShift Container Platform or OKD, with its own control plane and Machine API. */
  SELF_MANAGED,
  /** Red Hat OpenShift Service on AWS (classic architecture); only Red Hat changes Machines. */
  ROSA_CLASSIC,
  /** Red Hat OpenShift Service on AWS with hosted control planes, without Machine API. */
  ROSA_HCP;

  /** Whether Red Hat operates the cluster, whose nodes come from machine pools. */
  public boolean isRosa() {
    return this != SELF_MANAGED;
  }
}
