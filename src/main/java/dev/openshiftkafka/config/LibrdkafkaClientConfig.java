package dev.openshiftkafka.config;

/** The pod with librdkafka's tools, in which the article ran its benchmark. */
public record LibrdkafkaClientConfig(
    @Key(
            doc =
                "Whether the stack declares a pod with rdkafka_performance and kcat. A cluster that"
                    + " only serves needs neither the pod nor the build of its image.",
            defaultsTo = "false")
        Boolean enabled,
    @Key(
            doc =
                "Full reference of an image that was built already, from the program's Dockerfile."
                    + " When absent, the cluster builds it: that needs OpenShift's builds and registry,"
                    + " and a way to Debian's archive.",
            optional = true)
        String image,
    @Key(
            doc =
                "Image to build it from, below images.registry: Debian 12 (bookworm) with the sources"
                    + " list of Debian's own images.",
            defaultsTo = "\"library/debian:bookworm-slim\"")
        String baseImage,
    @Key(
            doc =
                "Its resources. A queue of 500,000 messages, as the article's, fits into the memory; a"
                    + " CPU limit would be measured in place of the cluster.",
            defaultsTo = "{\"cpu\": \"100m\", \"memory\": \"512Mi\"}")
        ResourcesConfig resources) {
  private static final String PATH = "[a-z0-9._-]+(/[a-z0-9._-]+)*";
  private static final String VERSION =
      "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?";

  /** Checks the references, each of which must say which version it means. */
  public LibrdkafkaClientConfig {
    String givenImage = image;
    String givenBase = baseImage;
    Checks.run(
        checks ->
            checks
                .that(
                    "image",
                    givenImage,
                    given ->
                        given.matches("[a-z0-9.-]+(:[0-9]+)?/" + PATH + VERSION) && says(given),
                    "must be host[:port]/repository with a tag or a digest")
                .that(
                    "baseImage",
                    givenBase,
                    given -> given.matches(PATH + VERSION) && says(given),
                    "must be a repository with a tag or a digest, without registry; that is"
                        + " images.registry"));
  }

  /** Whether a reference names a version: its last part has a tag or a digest. */
  private static boolean says(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1).matches(".*[:@].*");
  }
}
