package dev.openshiftkafka.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The command that sets a secret of a stack, for messages. */
public final class SecretCommand {
  static final String KUBECONFIG = "< kubeconfig.yaml";

  static final String IGNITION =
      "oc extract secret/worker-user-data-managed --namespace openshift-machine-api --keys=userData"
          + " --to=- |";

  /** Random, and long enough. */
  static final String PASSWORD = "openssl rand -hex 16 |";

  /** A secret of a stack file, which only the engine can decrypt. */
  public static final String ENCRYPTED = "[secret]";

  static final String CLIENT_SECRET = "< client-secret.txt";

  private SecretCommand() {}

  /**
   * The command that sets a key; empty when the key is not a secret.
   *
   * @param key top-level key, or the path of a value in it
   */
  public static Optional<String> of(String key, String stack) {
    return Arrays.stream(StackConfig.class.getRecordComponents())
        .filter(component -> component.getName().equals(key.split("\\.", 2)[0]))
        .filter(component -> component.getAnnotation(Key.class).secret())
        .map(
            component ->
                joined(
                    component.getAnnotation(Key.class).secretFrom(),
                    set(component.getType() == Map.class ? inMap(key) : key, stack)))
        .findFirst();
  }

  private static String inMap(String key) {
    return "--path " + (key.contains(".") ? key : key + ".NAME");
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
