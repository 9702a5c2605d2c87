package dev.openshiftkafka.stack.openshift;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.Provider;
import com.pulumi.kubernetes.ProviderArgs;
import com.pulumi.kubernetes.inputs.KubeClientSettingsArgs;
import com.pulumi.resources.CustomResourceOptions;
import dev.openshiftkafka.config.SecretCommand;
import dev.openshiftkafka.config.StackConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The Pulumi provider of the cluster, the same for every object of the stack. */
public final class ClusterProvider {
  /**
   * The default plugin of the SDK, 4.0.0, waits wrongly for StatefulSets and claims; this one does
   * not.
   */
  private static final String PLUGIN_VERSION = "4.32.0";

  /**
   * Requests to the API server per second. With the plugin's default of 50, its rate limit
   * dominates a preview of 300 brokers; the API server has a limit of its own for all clients. The
   * limit {@code burst} is not set: the SDK serializes the integer in a form that the plugin cannot
   * read.
   */
  private static final double QPS = 1000;

  private ClusterProvider() {}

  /**
   * Declares the provider.
   *
   * <p>The kubeconfig comes from the configuration or the environment, never from another resource:
   * while it is unknown, the engine replaces every object.
   */
  public static Provider of(StackConfig config) {
    ProviderArgs.Builder args =
        ProviderArgs.builder()
            .enableServerSideApply(true)
            .enableConfigMapMutable(true)
            .kubeClientSettings(KubeClientSettingsArgs.builder().qps(QPS).build())
            // If the cluster is unreachable, the engine must not drop its objects from the state.
            .deleteUnreachable(false);
    if (config.kubeconfig() != null) {
      args.kubeconfig(Output.ofSecret(config.kubeconfig()));
    }
    if (config.context() != null) {
      args.context(config.context());
    }
    return new Provider(
        "openshift", args.build(), CustomResourceOptions.builder().version(PLUGIN_VERSION).build());
  }

  /**
   * A warning for a stack without a kubeconfig, which the user reads before the plugin reports that
   * the cluster is unreachable; empty when the configuration or the environment has one.
   *
   * <p>It is not an error, because a preview is possible before the cluster exists.
   *
   * @param environment environment variables of the process, among them HOME
   */
  public static Optional<String> missingKubeconfig(
      StackConfig config, String stack, Map<String, String> environment) {
    // In the plugin's order of precedence. Every pod has the last one.
    boolean found =
        config.kubeconfig() != null
            || environment.containsKey("KUBECONFIG")
            || Files.exists(Path.of(environment.getOrDefault("HOME", ""), ".kube", "config"))
            || environment.containsKey("KUBERNETES_SERVICE_HOST");
    return found
        ? Optional.empty()
        : Optional.of(
            "kubeconfig: not found in the secret kubeconfig of the stack, in KUBECONFIG or in"
                + " ~/.kube/config; set the secret: "
                + SecretCommand.of("kubeconfig", stack).orElseThrow());
  }
}
