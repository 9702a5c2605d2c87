/** Faults of a running cluster, each under load, and what they cost. */
package dev.openshiftkafka.faults;
