/** The program of the topics Job: reconciles the topics of a cluster with their declaration. */
package dev.openshiftkafka.pod.topics;
