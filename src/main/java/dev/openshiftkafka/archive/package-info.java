/** Packs what is on this program's class path for pods that run a part of it. */
package dev.openshiftkafka.archive;
