/** Reads what is on this program's class path, and packs parts of it for the pods that run them. */
package dev.openshiftkafka.kubernetes;
