/** The preflight: read-only checks of a cluster and an AWS account before an update. */
package dev.openshiftkafka.cli.preflight;
