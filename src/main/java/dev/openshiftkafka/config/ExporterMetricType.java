package dev.openshiftkafka.config;

/** Type of a metric, as the exporter knows them. */
public enum ExporterMetricType {
  GAUGE,
  COUNTER,
  UNTYPED
}
