package dev.openshiftkafka.config;

/** How the KRaft controllers know the voters of their quorum. */
public enum QuorumMembership {
  /** A fixed list in the configuration files: {@code controller.quorum.voters}. */
  STATIC,
  /** The metadata, which record each voter with the id of its directory (KIP-853). */
  DYNAMIC;

  /** The first minor version of 4.x in which an observer becomes a voter by itself. */
  private static final int AUTO_JOIN = 2;

  /** Whether controllers of a Kafka version can have this membership. */
  public boolean runs(String kafkaVersion) {
    String[] parts = kafkaVersion.split("\\.", 3);
    return this == STATIC
        || Integer.parseInt(parts[0]) > 4
        || (parts[0].equals("4") && Integer.parseInt(parts[1]) >= AUTO_JOIN);
  }

  /** The value in a configuration. */
  @Override
  public String toString() {
    return Spelling.of(this);
  }
}
