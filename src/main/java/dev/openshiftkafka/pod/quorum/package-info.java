/** Moves the KRaft quorum to voters in the metadata, and removes voters that left. */
package dev.openshiftkafka.pod.quorum;
