/** Tells what becomes of the data of a stack before it is destroyed, from the stack's state. */
package dev.openshiftkafka.cli.teardown;
