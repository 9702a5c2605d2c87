/** Cleans up after a Pulumi run that was killed. */
package dev.openshiftkafka.cli.recover;
