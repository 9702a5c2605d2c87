/** Checks a cluster and an AWS account against what a stack needs, before anything is changed. */
package dev.openshiftkafka.cli.preflight;
