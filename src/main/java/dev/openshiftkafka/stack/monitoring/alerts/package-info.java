/** Alerts on the cluster's metrics, each with its runbook in docs/runbooks.md. */
package dev.openshiftkafka.stack.monitoring.alerts;
