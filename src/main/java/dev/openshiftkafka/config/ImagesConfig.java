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
        String kafkaDigest) {

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
                    "must be sha256: and 64 hexadecimal digits"));
  }

  /** The full reference of the Kafka image of a version. */
  public String kafka(String version) {
    String tagged = registry + "/" + kafka + ":" + version;
    return kafkaDigest == null ? tagged : tagged + "@" + kafkaDigest;
  }
}
