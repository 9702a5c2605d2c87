package dev.openshiftkafka.config;

/** The pod with librdkafka's tools, in which the article ran its benchmark. */
public record LibrdkafkaClientConfig(
    @Key(
            doc =
                "Whether the stack declares a pod with rdkafka_performance and kcat. Production"
                    + " clusters need neither the pod nor the build of its image.",
            defaultsTo = "false")
        Boolean enabled,
    @Key(
            doc =
                "Full reference of an image built from this project's Dockerfile. If not set, the"
                    + " cluster builds the image, which requires OpenShift's builds and registry,"
                    + " and access to Debian's package archive.",
            optional = true)
        String image,
    @Key(
            doc =
                "Base image of the build, below images.registry: Debian 12 (bookworm) with the"
                    + " sources list of Debian's official images.",
            defaultsTo = "\"library/debian:bookworm-slim\"")
        String baseImage,
    @Key(
            doc =
                "CPU and memory of the pod. The memory fits a queue of 500,000 messages, as in the"
                    + " article. With a CPU limit, a benchmark would measure the limit instead of"
                    + " the cluster.",
            defaultsTo = "{\"cpu\": \"100m\", \"memory\": \"512Mi\"}")
        ResourcesConfig resources) {

  /** Checks the image references. */
  public LibrdkafkaClientConfig {
    Checks.run(checks -> checks.image("image", image).imageWithoutRegistry("baseImage", baseImage));
  }
}
