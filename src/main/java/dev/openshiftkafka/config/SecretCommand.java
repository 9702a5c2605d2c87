package dev.openshiftkafka.config;

import java.util.Arrays;
import java.util.Optional;

/** The command that sets a secret of a stack, for messages. */
public final class SecretCommand {
  static final String KUBECONFIG = "< kubeconfig.yaml";

  static final String IGNITION =
      "oc extract secret/worker-user-data-managed --namespace openshift-machine-api --keys=userData"
          + " --to=- |";

  static final String CLIENT_SECRET = "< client-secret.txt";

  private SecretCommand() {}

  /** The command that sets a top-level key; empty when the key is not a secret. */
  public static Optional<String> of(String key, String stack) {
    return Arrays.stream(StackConfig.class.getRecordComponents())
        .filter(component -> component.getName().equals(key))
        .map(component -> component.getAnnotation(Key.class))
        .filter(Key::secret)
        .map(annotation -> joined(annotation.secretFrom(), set(key, stack)))
        .findFirst();
  }

  private static String set(String key, String stack) {
    String command = "pulumi config set --secret " + key + " --stack " + stack;
    // The engine only finds Pulumi.dev.yaml without a flag.
    return stack.equals("dev")
        ? command
        : command + " --config-file stacks/Pulumi." + stack + ".yaml";
  }

  private static String joined(String from, String command) {
    return from.endsWith("|") ? from + " " + command : command + " " + from;
  }
}
