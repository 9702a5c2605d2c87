package dev.openshiftkafka.config;

/** A named set of JVM flags. */
public enum JvmProfile {
  /** The article's flags, {@code -Xmx8G -Xms6G} included. */
  ARTICLE,
  /** A heap of fixed size (Xms = Xmx) and Kafka's own collector settings. */
  PRODUCTION
}
