/** The web UI behind OpenShift's oauth-proxy and a Route. */
package dev.openshiftkafka.stack.ui;
