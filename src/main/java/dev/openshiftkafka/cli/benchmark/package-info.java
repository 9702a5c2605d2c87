/** Runs the benchmark of a deployed stack. */
package dev.openshiftkafka.cli.benchmark;
