package dev.openshiftkafka.config;

/** Where Kafka stores its metadata. */
public enum MetadataMode {
  /** A ZooKeeper ensemble, up to Kafka 3.9. */
  ZOOKEEPER("3.9"),
  /** A quorum of KRaft controllers, from Kafka 4.0; with 3.9 after a migration. */
  KRAFT("4");

  private final String line;

  MetadataMode(String line) {
    this.line = line;
  }

  /** Whether a Kafka version is older than all versions that this project supports. */
  static boolean isTooOld(String kafkaVersion) {
    return kafkaVersion != null && kafkaVersion.matches("([0-2]\\.[0-9]+|3\\.[0-8])\\..*");
  }

  /** Whether this project supports a Kafka version in this mode. */
  boolean runs(String kafkaVersion) {
    return kafkaVersion.startsWith(line + ".")
        || (this == KRAFT && kafkaVersion.startsWith(ZOOKEEPER.line + "."));
  }

  /** The supported Kafka versions, for messages. */
  String versions() {
    return line + ".x";
  }
}
