package dev.openshiftkafka.stack.rdkafka;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.ProgramImage;

/** The image of the client. */
final class ClientImage {
  private static final String BASE = "docker.io/library/debian:bookworm-slim";

  private ClientImage() {}

  /** That of a stack, with the Dockerfile on its own base image. */
  static ProgramImage of(StackConfig config) {
    String base = config.images().registry() + "/" + config.client().baseImage();
    return new ProgramImage(
        config.project().name(),
        LibrdkafkaClient.NAME,
        ProgramImage.dockerfile(ClientImage.class, BASE, base),
        config.client().image());
  }
}
