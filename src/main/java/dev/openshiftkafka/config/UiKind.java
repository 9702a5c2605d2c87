package dev.openshiftkafka.config;

/** A web UI for Kafka. */
public enum UiKind {
  /** Kafbat UI, which asks brokers only and so runs with ZooKeeper as with KRaft. */
  KAFBAT,
  /** CMAK, the article's Kafka Manager, which keeps and finds everything in ZooKeeper. */
  CMAK,
  /** No UI. */
  NONE
}
