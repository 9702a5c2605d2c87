/** The check that no client uses a listener that an update removes. */
package dev.openshiftkafka.pod.listeners;
