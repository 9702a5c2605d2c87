/** End-to-end tests on a real cluster: that of {@code local/cluster}, which must run. */
package dev.openshiftkafka.e2e;
