/** Runs Kafka's command-line tools for a stack, and commands that use them. */
package dev.openshiftkafka.cli.kafka;
