/** Reads JSON of the engine: the state of a stack, its resources and their names. */
package dev.openshiftkafka.cli.state;
