/** The program that registers the cluster in CMAK, run in a pod. */
package dev.openshiftkafka.pod.cmak;
