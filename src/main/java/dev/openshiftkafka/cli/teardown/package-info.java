/** Reports from the state of a stack what a destroy does with its data. */
package dev.openshiftkafka.cli.teardown;
