/** Faults that are injected into a running cluster under load, and their measured effect. */
package dev.openshiftkafka.faults;
