/** Class names that deployed pods start programs by; the programs are in {@code pod}. */
package dev.openshiftkafka.readiness.agent;
