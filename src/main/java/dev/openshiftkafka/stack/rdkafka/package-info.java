/** The article's client pod, and what becomes of the output of its rdkafka_performance. */
package dev.openshiftkafka.stack.rdkafka;
