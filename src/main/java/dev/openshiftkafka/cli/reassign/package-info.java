/** Reassigns the partitions of a stack to its brokers. */
package dev.openshiftkafka.cli.reassign;
