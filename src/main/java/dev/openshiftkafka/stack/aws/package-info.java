/** The AWS layer: network, app nodes, data volumes, KMS key, snapshots, alarms and bastion. */
package dev.openshiftkafka.stack.aws;
