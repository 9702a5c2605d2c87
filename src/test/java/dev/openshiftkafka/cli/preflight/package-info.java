/** Tests of the preflight against a real API server and moto. */
package dev.openshiftkafka.cli.preflight;
