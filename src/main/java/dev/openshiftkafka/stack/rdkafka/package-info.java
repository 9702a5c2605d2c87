/** The article's client pod with librdkafka's tools. */
package dev.openshiftkafka.stack.rdkafka;
