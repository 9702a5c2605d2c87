/** Test support: runs the whole program with Pulumi mocks and inspects what it declares. */
package dev.openshiftkafka.testing;
