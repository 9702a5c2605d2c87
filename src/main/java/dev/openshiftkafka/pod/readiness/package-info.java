/**
 * The readiness program, a container beside each broker and KRaft controller: it answers the
 * kubelet's probes and preStop hooks.
 */
package dev.openshiftkafka.pod.readiness;
