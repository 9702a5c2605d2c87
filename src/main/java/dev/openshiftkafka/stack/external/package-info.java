/** Access to the brokers from outside the cluster. */
package dev.openshiftkafka.stack.external;
