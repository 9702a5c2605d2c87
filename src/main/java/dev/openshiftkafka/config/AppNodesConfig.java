package dev.openshiftkafka.config;

import java.util.Locale;

/** The nodes that the stack adds to the OpenShift cluster. */
public record AppNodesConfig(
    @Key(
            doc =
                "`instances`: EC2 instances, whose certificate signing requests you approve once."
                    + " `machinesets`: one MachineSet per zone, from which OpenShift provisions the"
                    + " nodes. `existing`: nodes that the stack does not declare, such as those of a"
                    + " ROSA machine pool.",
            defaultsTo = "\"instances\"")
        NodeMode mode,
    @Key(doc = "EC2 instance type.", defaultsTo = "\"m4.2xlarge\"") String instanceType,
    @Key(doc = "Number of nodes per zone.", defaultsTo = "1") Integer perZone,
    @Key(
            doc =
                "AMI of Red Hat or Fedora CoreOS in this region, from the cluster's ConfigMap"
                    + " coreos-bootimages in project openshift-machine-config-operator. Required"
                    + " unless `mode` is `existing`.",
            optional = true)
        String ami,
    @Key(doc = "Size of the root volume, in GiB.", defaultsTo = "120") Integer rootVolumeGiB,
    @Key(
            doc =
                "Existing IAM instance profile. If not set, the stack declares one for `instances`,"
                    + " and `machinesets` use that of the cluster's workers.",
            optional = true)
        String instanceProfile,
    @Key(doc = "Replacement of nodes that stay not ready.", defaultsTo = "{}")
        NodeHealthCheckConfig healthCheck) {

  /** Checks each key. */
  public AppNodesConfig {
    Checks.run(
        checks -> {
          if (ami == null && mode != null && mode != NodeMode.EXISTING) {
            checks.fault(
                "ami",
                null,
                "is required with mode " + mode.name().toLowerCase(Locale.ROOT) + "; set it");
          }
          checks
              .instanceType("instanceType", instanceType)
              .between("perZone", perZone, 1, 20, "nodes per zone")
              .amiId("ami", ami)
              .between(
                  "rootVolumeGiB", rootVolumeGiB, 100, 16384, "GiB; OpenShift requires 100 GiB")
              .matches(
                  "instanceProfile",
                  instanceProfile,
                  "[\\w+=,.@-]{1,128}",
                  "must be the name of an instance profile, not its ARN");
        });
  }
}
