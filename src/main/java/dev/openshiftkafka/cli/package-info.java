/** Commands for people and for CI. */
package dev.openshiftkafka.cli;
