package dev.openshiftkafka.config;

/** The OpenShift project that holds everything. */
public record ProjectConfig(
    @Key(doc = "Name of the project (namespace).", defaultsTo = "\"kafka\"") String name,
    @Key(doc = "Name shown by the console.", defaultsTo = "\"Apache Kafka\"") String displayName,
    @Key(
            doc = "Description shown by the console.",
            defaultsTo = "\"Apache Kafka cluster using StatefulSets and ZooKeeper\"")
        String description,
    @Key(
            doc =
                "Whether the stack makes the project. With false it must exist, and the stack only"
                    + " sets its labels and annotations: the way of a deployer without the right to"
                    + " make projects.",
            defaultsTo = "true")
        Boolean create,
    @Key(
            doc =
                "Whether pods are bound to a SecurityContextConstraints of their own. False on a"
                    + " Kubernetes without OpenShift's API.",
            defaultsTo = "true")
        Boolean securityContextConstraints,
    @Key(doc = "DNS domain of the cluster.", defaultsTo = "\"cluster.local\"")
        String clusterDomain) {

  /** Checks what Kubernetes would refuse only later, and names that must not be used. */
  public ProjectConfig {
    String given = name;
    String domain = clusterDomain;
    Checks.run(
        checks ->
            checks
                .matches(
                    "name",
                    given,
                    "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
                    "must be a DNS label of at most 63 characters: a-z, 0-9 and -")
                .that(
                    "name",
                    given,
                    n ->
                        !n.equals("default")
                            && !n.startsWith("kube-")
                            && !n.startsWith("openshift-")
                            && !n.equals("openshift"),
                    "is reserved: security constraints do not apply there; choose a project of its"
                        + " own")
                .matches(
                    "clusterDomain",
                    domain,
                    "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
                    "must be a DNS domain without a dot at its end, such as cluster.local"));
  }
}
