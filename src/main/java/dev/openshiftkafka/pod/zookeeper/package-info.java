/** Reads and deletes what Kafka stores in ZooKeeper, for a migration to KRaft. */
package dev.openshiftkafka.pod.zookeeper;
