package dev.openshiftkafka.config;

/** A set of JVM flags. */
public enum JvmProfile {
  /** The article's flags, including {@code -Xmx8G -Xms6G}. */
  ARTICLE,
  /** A heap of fixed size (Xms = Xmx) and Kafka's default GC settings. */
  PRODUCTION
}
