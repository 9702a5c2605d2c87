package dev.openshiftkafka.cli.preflight;

/**
 * What a check asks about and whom it asks.
 *
 * @param plan what the stack declares
 * @param cluster connection to the API server; null without layer openshift
 * @param account clients of AWS; null without layer aws
 */
record Target(StackPlan plan, Cluster cluster, Account account) {}
