/** Reads Pulumi's JSON: the state of a stack, its resources and their URNs. */
package dev.openshiftkafka.cli.state;
