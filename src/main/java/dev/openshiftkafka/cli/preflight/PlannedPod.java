package dev.openshiftkafka.cli.preflight;

/**
 * A broker or a member of the quorum.
 *
 * @param name name of the pod
 * @param zone zone in which it must run
 * @param cpuMillis its CPU request, all containers together, in thousandths of a core
 * @param memoryBytes its memory request, all containers together
 */
record PlannedPod(String name, String zone, long cpuMillis, long memoryBytes) {}
