/** Compares a configuration with what is deployed, and refuses changes that would lose data. */
package dev.openshiftkafka.guard;
