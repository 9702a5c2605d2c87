/** Monitoring of the cluster: exporters, PodMonitors, alerts and dashboards. */
package dev.openshiftkafka.stack.monitoring;
