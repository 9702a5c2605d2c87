/** Checks and unregisters brokers that a stack removes. */
package dev.openshiftkafka.pod.brokers;
