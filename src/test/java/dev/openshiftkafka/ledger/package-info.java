/**
 * A program that keeps a ledger of what a cluster has acknowledged, and reads it back: nothing may
 * be missing. Fault tests run it in a pod, with Kafka's own jars.
 */
package dev.openshiftkafka.ledger;
