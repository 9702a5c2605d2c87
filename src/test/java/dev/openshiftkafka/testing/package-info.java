/** Runs the whole program without a cluster, and shows what it declares. */
package dev.openshiftkafka.testing;
