/** Whole runs on a real cluster: the one of {@code local/cluster}, which must be up. */
package dev.openshiftkafka.e2e;
