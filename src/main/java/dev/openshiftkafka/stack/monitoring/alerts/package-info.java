/** Alerts on metrics of the cluster, each with a runbook in docs/runbooks.md. */
package dev.openshiftkafka.stack.monitoring.alerts;
