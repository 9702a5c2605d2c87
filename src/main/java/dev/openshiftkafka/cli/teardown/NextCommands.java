package dev.openshiftkafka.cli.teardown;

import org.jspecify.annotations.Nullable;

/**
 * The commands with which somebody goes on.
 *
 * @param stack name of the stack
 * @param configFile its configuration, or null for the stack of the local cluster
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

  /** The file to edit. */
  String file() {
    return configFile == null ? "stacks/Pulumi.local.yaml" : configFile;
  }
}
