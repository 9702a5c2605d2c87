/**
 * The AWS layer: network, app nodes, data volumes, KMS key, snapshots, alarms, bucket of tiered
 * storage and bastion.
 */
package dev.openshiftkafka.stack.aws;
