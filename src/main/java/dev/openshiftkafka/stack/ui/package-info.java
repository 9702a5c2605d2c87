/** The web UI, the proxy that asks its visitors who they are, and the Route that leads to both. */
package dev.openshiftkafka.stack.ui;
