/** The program that moves replicas so that brokers hold the same amount of data and leaders. */
package dev.openshiftkafka.pod.rebalance;
