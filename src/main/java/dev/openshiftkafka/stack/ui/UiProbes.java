package dev.openshiftkafka.stack.ui;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;

/**
 * What the kubelet asks a container of the pod.
 *
 * @param path a path that asks no other host
 * @param port number of the port
 * @param scheme HTTP or HTTPS
 */
record UiProbes(String path, int port, String scheme) {
  private static final int STARTUP_PERIOD_SECONDS = 5;
  private static final int STARTUP_BUDGET_SECONDS = 300;

  ContainerArgs.Builder addTo(ContainerArgs.Builder container) {
    return container
        .startupProbe(
            probe()
                .periodSeconds(STARTUP_PERIOD_SECONDS)
                .failureThreshold(STARTUP_BUDGET_SECONDS / STARTUP_PERIOD_SECONDS)
                .build())
        .readinessProbe(probe().periodSeconds(10).failureThreshold(2).build())
        .livenessProbe(probe().periodSeconds(20).failureThreshold(6).build());
  }

  private ProbeArgs.Builder probe() {
    return ProbeArgs.builder()
        .httpGet(HTTPGetActionArgs.builder().path(path).port(port).scheme(scheme).build())
        .timeoutSeconds(5);
  }
}
