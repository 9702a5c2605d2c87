/**
 * A program that records all acknowledgements of a cluster and verifies that no acknowledged record
 * is missing. Fault tests run it in a pod, with Kafka's jars.
 */
package dev.openshiftkafka.ledger;
