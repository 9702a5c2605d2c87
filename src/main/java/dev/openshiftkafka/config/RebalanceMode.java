package dev.openshiftkafka.config;

/** When replicas move to other brokers. */
public enum RebalanceMode {
  /** When an operator runs bin/kafka-stack reassign. */
  MANUAL,
  /** In an update that changes the number of brokers, too. */
  ON_SCALE
}
