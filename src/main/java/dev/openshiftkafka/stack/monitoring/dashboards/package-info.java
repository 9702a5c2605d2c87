/**
 * Dashboards, made from code: one model and two renderers, for Grafana and for OpenShift's console.
 *
 * <p>The model is this program's own, because Grafana's SDK for Java (grafana-foundation-sdk) is
 * not published on Maven Central. The JSON itself is written by Jackson.
 */
package dev.openshiftkafka.stack.monitoring.dashboards;
