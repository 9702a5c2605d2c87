package dev.openshiftkafka.config;

/** How Prometheus discovers the pods. */
public enum ScrapeMode {
  /** By PodMonitors, which Prometheus operators read, among them OpenShift's. */
  POD_MONITOR,
  /** By the annotations prometheus.io/* of the pods. */
  ANNOTATIONS,
  /** Not configured by the stack. */
  NONE
}
