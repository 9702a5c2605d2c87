/** Reads the metrics of JMX exporters. */
package dev.openshiftkafka.pod.scrape;
