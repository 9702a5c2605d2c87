/**
 * Dashboards as code: one model and two renderers, for Grafana and for OpenShift's console.
 *
 * <p>The model belongs to this project, because Grafana's SDK for Java (grafana-foundation-sdk) is
 * not published on Maven Central.
 */
package dev.openshiftkafka.stack.monitoring.dashboards;
