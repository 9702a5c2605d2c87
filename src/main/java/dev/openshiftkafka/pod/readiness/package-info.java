/**
 * The program that runs beside each broker and KRaft controller, and tells the kubelet whether it
 * is ready.
 */
package dev.openshiftkafka.pod.readiness;
