package dev.openshiftkafka.config;

/** A step of a running stack from ZooKeeper to KRaft. */
public enum MigrationPhase {
  /** KRaft controllers run and wait for the brokers, which do not know them yet. */
  PROVISION,
  /** Brokers restart once; the controllers copy the metadata and write changes to ZooKeeper too. */
  MIGRATE,
  /** Brokers restart as KRaft brokers; the controllers still write changes to ZooKeeper too. */
  BROKERS,
  /** Controllers restart and no longer write to ZooKeeper. This cannot be undone. */
  FINALIZE,
  /** The way back from the first two phases: controllers stop, brokers use ZooKeeper only. */
  ROLLBACK;

  /** Whether brokers connect to the KRaft controllers. */
  boolean brokersKnowControllers() {
    return this == MIGRATE || brokersAreKraft();
  }

  /** Whether brokers are KRaft brokers. */
  boolean brokersAreKraft() {
    return this == BROKERS || this == FINALIZE;
  }

  /** The value in a configuration. */
  @Override
  public String toString() {
    return Spelling.of(this);
  }
}
