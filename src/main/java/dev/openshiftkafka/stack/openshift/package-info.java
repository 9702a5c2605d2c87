/**
 * The project, its security constraints, the rights of its deployer, and the connection to the
 * cluster.
 */
package dev.openshiftkafka.stack.openshift;
