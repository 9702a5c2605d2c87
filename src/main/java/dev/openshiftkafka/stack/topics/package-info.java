/** The Job that creates and changes the declared topics. */
package dev.openshiftkafka.stack.topics;
