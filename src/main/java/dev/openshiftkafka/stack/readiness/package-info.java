/**
 * Readiness of brokers and KRaft controllers that knows replication, as a container in their pods.
 */
package dev.openshiftkafka.stack.readiness;
