package dev.openshiftkafka.config;

/** A web UI for Kafka. */
public enum UiKind {
  /** Kafbat UI, which only connects to brokers and so runs with ZooKeeper and KRaft. */
  KAFBAT,
  /**
   * CMAK, the article's Kafka Manager, which discovers brokers and stores its state in ZooKeeper.
   */
  CMAK,
  /** No UI. */
  NONE
}
