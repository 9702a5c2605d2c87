package dev.openshiftkafka.stack.openshift;

import dev.openshiftkafka.config.SecretCommand;
import dev.openshiftkafka.config.StackConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Tells that nothing names the cluster, before the plugin reports that it cannot reach one.
 *
 * <p>A warning and no fault: a preview is also made where there is no cluster yet.
 */
public final class MissingKubeconfig {
  private MissingKubeconfig() {}

  /**
   * The warning; empty when the configuration or the environment names a cluster.
   *
   * @param environment variables of the process, among them HOME
   */
  public static Optional<String> warning(
      StackConfig config, String stack, Map<String, String> environment) {
    // The plugin looks for them in this order; the last is set in every pod.
    boolean named =
        config.kubeconfig() != null
            || environment.containsKey("KUBECONFIG")
            || Files.exists(Path.of(environment.getOrDefault("HOME", ""), ".kube", "config"))
            || environment.containsKey("KUBERNETES_SERVICE_HOST");
    return named
        ? Optional.empty()
        : Optional.of(
            "No cluster is named: neither by the secret kubeconfig of the stack, nor by KUBECONFIG,"
                + " nor by ~/.kube/config. Set the secret with: "
                + SecretCommand.of("kubeconfig", stack).orElseThrow());
  }
}
