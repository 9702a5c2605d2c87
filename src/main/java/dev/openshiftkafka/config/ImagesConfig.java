package dev.openshiftkafka.config;

/** Where container images are pulled from. */
public record ImagesConfig(
    @Key(doc = "Registry and path prefix of images.", defaultsTo = "\"docker.io\"") String registry,
    @Key(
            doc = "Repository of the image of brokers, KRaft controllers and ZooKeeper servers.",
            defaultsTo = "\"apache/kafka\"")
        String kafka,
    @Key(
            doc =
                "Digest (sha256:...) that pins the Kafka image in addition to its tag, which is"
                    + " kafka.version.",
            optional = true)
        String kafkaDigest,
    @Key(
            doc =
                "Name of an existing Secret of the project, of type kubernetes.io/dockerconfigjson,"
                    + " with which pods and builds pull images. Not needed if the nodes can pull"
                    + " them, such as with the cluster's global pull secret.",
            optional = true)
        String pullSecret) {

  /** Address of OpenShift's internal registry, which is the same in every cluster. */
  public static final String INTERNAL_REGISTRY = "image-registry.openshift-image-registry.svc:5000";

  /** Checks the parts of the image reference. */
  public ImagesConfig {
    Checks.run(
        checks ->
            checks
                .matches(
                    "registry",
                    registry,
                    "[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*",
                    "must be host[:port][/path], without scheme and trailing slash")
                .matches(
                    "kafka",
                    kafka,
                    "[a-z0-9._-]+(/[a-z0-9._-]+)*",
                    "must be a repository without registry, tag or digest; the tag is"
                        + " kafka.version")
                .matches(
                    "kafkaDigest",
                    kafkaDigest,
                    "sha256:[0-9a-f]{64}",
                    "must be sha256: and 64 hexadecimal digits")
                .matches(
                    "pullSecret",
                    pullSecret,
                    "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?",
                    "must be the name of a Secret in the project"));
  }

  /** Whether an image is in OpenShift's internal registry. */
  public static boolean isInternal(String image) {
    return image.startsWith(INTERNAL_REGISTRY + "/");
  }

  /** The full reference of the Kafka image of a version. */
  public String kafka(String version) {
    String tagged = registry + "/" + kafka + ":" + version;
    return kafkaDigest == null ? tagged : tagged + "@" + kafkaDigest;
  }
}
