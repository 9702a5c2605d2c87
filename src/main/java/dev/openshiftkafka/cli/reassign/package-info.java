/** Spreads partitions over the brokers of a stack. */
package dev.openshiftkafka.cli.reassign;
