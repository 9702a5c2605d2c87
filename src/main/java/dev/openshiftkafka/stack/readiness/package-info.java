/** The sidecar of brokers and KRaft controllers whose readiness depends on replication. */
package dev.openshiftkafka.stack.readiness;
