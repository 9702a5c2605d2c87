/** The configuration of a stack as records, which check their values, and its strict reader. */
package dev.openshiftkafka.config;
