/** Declares the Job that makes the declared topics, and says what an edit of them does. */
package dev.openshiftkafka.stack.topics;
