/** The program of the JMX exporter's container. */
package dev.openshiftkafka.pod.exporter;
