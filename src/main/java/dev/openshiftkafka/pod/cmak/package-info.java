/** What runs in a pod to make the cluster known to CMAK. */
package dev.openshiftkafka.pod.cmak;
