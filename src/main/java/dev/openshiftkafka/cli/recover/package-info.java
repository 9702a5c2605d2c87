/** Clears up after a run of the engine that was killed. */
package dev.openshiftkafka.cli.recover;
