/** Makes a cluster's topics as they are declared: what runs in the pod of the topics' Job. */
package dev.openshiftkafka.pod.topics;
