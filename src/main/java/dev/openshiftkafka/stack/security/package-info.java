/** Certificates of brokers, controllers and the stack's own clients. */
package dev.openshiftkafka.stack.security;
