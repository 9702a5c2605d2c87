/** What programs that use Kafka's Admin client share: options, connection, results and failures. */
package dev.openshiftkafka.pod.admin;
