/** What is seen of a running cluster: exporter, monitors, alerts and dashboards. */
package dev.openshiftkafka.stack.monitoring;
