package dev.openshiftkafka.config;

/** The OpenShift project of all objects. */
public record ProjectConfig(
    @Key(doc = "Name of the project (namespace).", defaultsTo = "\"kafka\"") String name,
    @Key(doc = "Display name in the console.", defaultsTo = "\"Apache Kafka\"") String displayName,
    @Key(
            doc = "Description in the console.",
            defaultsTo = "\"Apache Kafka cluster using StatefulSets and ZooKeeper\"")
        String description,
    @Key(
            doc =
                "Whether the stack creates the project. With false, the project must exist and the"
                    + " stack only sets its labels and annotations, for a deployer without the"
                    + " right to create projects.",
            defaultsTo = "true")
        Boolean create,
    @Key(
            doc =
                "Whether the stack declares SecurityContextConstraints for its pods, which are"
                    + " stricter than restricted-v2. With false, restricted-v2 admits the pods. Set"
                    + " false on a Kubernetes cluster without OpenShift's API.",
            defaultsTo = "true")
        Boolean securityContextConstraints,
    @Key(doc = "DNS domain of the cluster.", defaultsTo = "\"cluster.local\"")
        String clusterDomain) {

  /** Checks the names, among them those that Kubernetes rejects only later. */
  public ProjectConfig {
    Checks.run(
        checks ->
            checks
                .projectName("name", name)
                .that(
                    "name",
                    name,
                    n ->
                        !n.equals("default")
                            && !n.startsWith("kube-")
                            && !n.startsWith("openshift-")
                            && !n.equals("openshift"),
                    "is reserved: SecurityContextConstraints do not apply to it; use another"
                        + " project")
                .matches(
                    "clusterDomain",
                    clusterDomain,
                    "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
                    "must be a DNS domain without trailing dot, such as cluster.local"));
  }
}
