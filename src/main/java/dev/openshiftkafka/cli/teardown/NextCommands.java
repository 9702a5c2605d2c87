package dev.openshiftkafka.cli.teardown;

import org.jspecify.annotations.Nullable;

/**
 * Commands that the report prints as the next steps.
 *
 * @param stack name of the stack
 * @param configFile its configuration file, or null for the stack on the local cluster
 */
record NextCommands(String stack, @Nullable String configFile) {
  String up() {
    return configFile == null
        ? "local/stack up"
        : "pulumi up --stack " + stack + " --config-file " + configFile;
  }

  String unprotect() {
    return configFile == null
        ? "local/stack state unprotect --all --yes"
        : "pulumi state unprotect --all --yes --stack " + stack;
  }

  String destroy() {
    return "bin/kafka-stack destroy " + stack;
  }

  /** The configuration file to edit. */
  String file() {
    return configFile == null ? "stacks/Pulumi.local.yaml" : configFile;
  }
}
