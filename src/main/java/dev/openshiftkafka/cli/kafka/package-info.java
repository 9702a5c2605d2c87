/** Runs Kafka's own tools for a stack, and the commands that are built on them. */
package dev.openshiftkafka.cli.kafka;
