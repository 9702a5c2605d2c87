/** Checks, awaits and reverts the phases of a migration from ZooKeeper to KRaft. */
package dev.openshiftkafka.pod.migration;
