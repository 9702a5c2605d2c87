package dev.openshiftkafka.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Connects to the API server with the settings that kubectl would use. */
public final class ClusterConnection {
  private ClusterConnection() {}

  /**
   * The settings of a kubeconfig.
   *
   * @param kubeconfig its text; null for KUBECONFIG, ~/.kube/config or the pod's service account
   * @param context a context of it; null for its current one
   */
  public static Config settings(@Nullable String kubeconfig, @Nullable String context) {
    return kubeconfig == null
        ? Config.autoConfigure(context)
        : Config.fromKubeconfig(context, kubeconfig, null);
  }

  /**
   * A client that does not repeat failed requests.
   *
   * @param connect limit of a connection
   * @param request limit of a request
   */
  public static KubernetesClient open(Config settings, Duration connect, Duration request) {
    settings.setConnectionTimeout((int) connect.toMillis());
    settings.setRequestTimeout((int) request.toMillis());
    settings.setRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(settings).build();
  }
}
