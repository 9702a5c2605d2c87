/** Brokers, ZooKeeper ensemble and KRaft controllers: their text, their pods, their volumes. */
package dev.openshiftkafka.stack.kafka;
