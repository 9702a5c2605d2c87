package dev.openshiftkafka.config;

/** How a Prometheus finds the pods. */
public enum ScrapeMode {
  /** By objects that a Prometheus operator reads, OpenShift's own among them. */
  POD_MONITOR,
  /** By the pods' annotations prometheus.io/*. */
  ANNOTATIONS,
  /** The stack says nothing of it. */
  NONE
}
