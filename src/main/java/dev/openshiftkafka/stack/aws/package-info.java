/** The AWS layer: network, app nodes, volumes, and what watches and protects them. */
package dev.openshiftkafka.stack.aws;
