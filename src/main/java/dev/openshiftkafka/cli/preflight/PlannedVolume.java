package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.config.VolumeConfig;

/**
 * The EBS volume of one pod.
 *
 * @param pod name of the pod
 * @param zone zone of the pod, and so of the volume
 * @param key configuration key of its id; empty when it does not exist yet
 * @param id id of the volume; empty when it does not exist yet
 * @param config size and type
 */
record PlannedVolume(String pod, String zone, String key, String id, VolumeConfig config) {
  boolean exists() {
    return !id.isEmpty();
  }
}
