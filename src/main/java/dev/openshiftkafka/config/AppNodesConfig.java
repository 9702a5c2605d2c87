package dev.openshiftkafka.config;

/** The nodes that the stack adds to the OpenShift cluster. */
public record AppNodesConfig(
    @Key(
            doc =
                "`instances` (EC2 instances, whose certificate requests somebody approves once) or"
                    + " `machinesets` (one MachineSet per zone, for which OpenShift does the rest).",
            defaultsTo = "\"instances\"")
        NodeMode mode,
    @Key(doc = "EC2 instance type.", defaultsTo = "\"m4.2xlarge\"") String instanceType,
    @Key(doc = "Nodes in each zone, 1 to 20.", defaultsTo = "1") Integer perZone,
    @Key(
            doc =
                "AMI of Red Hat or Fedora CoreOS in this region, from the cluster's ConfigMap"
                    + " coreos-bootimages in project openshift-machine-config-operator.")
        String ami,
    @Key(doc = "Size of the root disk, in GiB, 100 to 16384.", defaultsTo = "120")
        Integer rootVolumeGiB,
    @Key(
            doc =
                "IAM instance profile that exists already. When absent, the stack declares one for"
                    + " `instances`, and `machinesets` use the cluster's own for workers.",
            optional = true)
        String instanceProfile) {

  /** Checks the nodes' own values. */
  public AppNodesConfig {
    String type = instanceType;
    Integer count = perZone;
    String image = ami;
    Integer root = rootVolumeGiB;
    String profile = instanceProfile;
    Checks.run(
        checks ->
            checks
                .matches(
                    "instanceType",
                    type,
                    "[a-z][a-z0-9-]*\\.[a-z0-9-]+",
                    "must be an EC2 instance type: m6i.2xlarge")
                .between("perZone", count, 1, 20, "nodes in each zone")
                .matches("ami", image, "ami-[0-9a-f]{8,17}", "must be the id of an AMI: ami-...")
                .between("rootVolumeGiB", root, 100, 16384, "OpenShift asks for 100 GiB at least")
                .matches(
                    "instanceProfile",
                    profile,
                    "[\\w+=,.@-]{1,128}",
                    "must be the name of an instance profile, not its ARN"));
  }
}
