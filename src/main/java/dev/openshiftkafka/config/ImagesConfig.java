package dev.openshiftkafka.config;

/** Where container images are pulled from. */
public record ImagesConfig(
    @Key(doc = "Registry and path prefix of all images.", defaultsTo = "\"docker.io\"")
        String registry,
    @Key(
            doc = "Repository of the image that runs brokers, controllers and ZooKeeper.",
            defaultsTo = "\"apache/kafka\"")
        String kafka,
    @Key(
            doc =
                "Digest (sha256:...) that pins the Kafka image beyond its tag; the tag is"
                    + " kafka.version.",
            optional = true)
        String kafkaDigest) {

  /** Checks the parts of an image reference. */
  public ImagesConfig {
    String givenRegistry = registry;
    String givenKafka = kafka;
    String givenDigest = kafkaDigest;
    Checks.run(
        checks ->
            checks
                .matches(
                    "registry",
                    givenRegistry,
                    "[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*",
                    "must be host[:port][/path] without scheme and without / at the end")
                .matches(
                    "kafka",
                    givenKafka,
                    "[a-z0-9._-]+(/[a-z0-9._-]+)*",
                    "must be a repository without registry, tag or digest; the tag is kafka.version")
                .matches(
                    "kafkaDigest",
                    givenDigest,
                    "sha256:[0-9a-f]{64}",
                    "must be sha256: and 64 hexadecimal digits"));
  }

  /** The full reference of the Kafka image of a version. */
  public String kafka(String version) {
    String tagged = registry + "/" + kafka + ":" + version;
    return kafkaDigest == null ? tagged : tagged + "@" + kafkaDigest;
  }
}
