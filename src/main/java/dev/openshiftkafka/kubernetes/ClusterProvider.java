package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.Provider;
import com.pulumi.kubernetes.ProviderArgs;
import com.pulumi.kubernetes.inputs.KubeClientSettingsArgs;
import com.pulumi.resources.CustomResourceOptions;
import dev.openshiftkafka.config.StackConfig;

/** The connection to the cluster, the same for every object of the stack. */
public final class ClusterProvider {
  /** The SDK's own 4.0.0 waits wrongly for StatefulSets and claims; this one does not. */
  public static final String PLUGIN_VERSION = "4.32.0";

  /**
   * Requests to the API server per second. The plugin's own 50 make a preview of 300 brokers wait
   * for nothing: the API server has limits of its own, which all its clients share. The SDK writes
   * the whole number {@code burst} in a way that the plugin does not read.
   */
  private static final double QPS = 1000;

  private ClusterProvider() {}

  /**
   * Declares the provider.
   *
   * <p>The kubeconfig comes from the configuration or the environment, never from another resource:
   * an unknown one makes the engine replace every object.
   */
  public static Provider of(StackConfig config) {
    ProviderArgs.Builder args =
        ProviderArgs.builder()
            .enableServerSideApply(true)
            .enableConfigMapMutable(true)
            .kubeClientSettings(KubeClientSettingsArgs.builder().qps(QPS).build())
            // An unreachable cluster must not make the engine forget what runs there.
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
}
