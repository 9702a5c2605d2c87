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

  /** Checks the references, each of which must say which version it means. */
  public LibrdkafkaClientConfig {
    String givenImage = image;
    String givenBase = baseImage;
    Checks.run(
        checks ->
            checks
                .that("image", givenImage, ImageReference::isFull, ImageReference.FULL)
                .that(
                    "baseImage",
                    givenBase,
                    ImageReference::isBelowRegistry,
                    ImageReference.BELOW_REGISTRY));
  }
}
