package dev.openshiftkafka.config;

/** Metric type of a rule of the JMX exporter. */
public enum ExporterMetricType {
  GAUGE,
  COUNTER,
  UNTYPED
}
