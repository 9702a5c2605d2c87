/** What the programs in pods that use Kafka's Admin client share. */
package dev.openshiftkafka.pod.client;
