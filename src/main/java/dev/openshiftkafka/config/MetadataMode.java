package dev.openshiftkafka.config;

/** Where the cluster keeps its metadata. */
public enum MetadataMode {
  /** A ZooKeeper ensemble, as in Kafka up to 3.9. */
  ZOOKEEPER("3.9"),
  /** A quorum of Kafka's own controllers, as in Kafka from 4.0. */
  KRAFT("4");

  private final String line;

  MetadataMode(String line) {
    this.line = line;
  }

  /** Whether no mode runs a version because it came before all that are run. */
  static boolean isTooOld(String kafkaVersion) {
    return kafkaVersion != null && kafkaVersion.matches("([0-2]\\.[0-9]+|3\\.[0-8])\\..*");
  }

  /** Whether this project runs that Kafka version in this mode. */
  boolean runs(String kafkaVersion) {
    return kafkaVersion.startsWith(line + ".");
  }

  /** The Kafka versions of this mode, for people. */
  String versions() {
    return line + ".x";
  }
}
