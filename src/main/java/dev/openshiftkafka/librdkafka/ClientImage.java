package dev.openshiftkafka.librdkafka;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kafka.ConfigHash;
import dev.openshiftkafka.openshift.ImageStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The image of the client: one that is given, or one that the cluster builds.
 *
 * <p>Its tag is a digest of what it is built from. So a changed Dockerfile is a changed pod, whose
 * image is there once the build of this very Dockerfile has pushed it.
 */
final class ClientImage {
  private static final String BASE = "docker.io/library/debian:bookworm-slim";
  private static final int TAG_LENGTH = 12;

  private final StackConfig config;

  ClientImage(StackConfig config) {
    this.config = config;
  }

  /** Whether the cluster builds it. */
  boolean isBuilt() {
    return config.client().image() == null;
  }

  /** What the pod runs. */
  String reference() {
    return isBuilt()
        ? ImageStream.reference(config.project().name(), LibrdkafkaClient.NAME, tag())
        : config.client().image();
  }

  /** Where the build puts it. */
  String streamTag() {
    return LibrdkafkaClient.NAME + ":" + tag();
  }

  private String tag() {
    return ConfigHash.of(dockerfile()).substring(0, TAG_LENGTH);
  }

  /** The program's Dockerfile, from the base image of this stack. */
  String dockerfile() {
    String base = config.images().registry() + "/" + config.client().baseImage();
    return text().replace("FROM " + BASE, "FROM " + base);
  }

  private static String text() {
    try (InputStream in = ClientImage.class.getResourceAsStream("Dockerfile")) {
      if (in == null) {
        throw new IOException("not on the class path: Dockerfile");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
