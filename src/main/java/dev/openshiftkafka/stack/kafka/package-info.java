/** Brokers, controllers and ZooKeeper servers, with their volumes and network policies. */
package dev.openshiftkafka.stack.kafka;
