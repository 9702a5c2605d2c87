package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ExecActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.TCPSocketActionArgs;
import java.util.function.UnaryOperator;

/**
 * The probes of a node's container, which depend on the container only and start no JVM in it.
 *
 * <p>A probe that depends on other hosts turns their short failure into a restart of all nodes.
 *
 * @param ready startup and readiness probe: whether the node serves
 * @param alive liveness probe: whether its process answers at all
 */
record Probes(UnaryOperator<ProbeArgs.Builder> ready, UnaryOperator<ProbeArgs.Builder> alive) {
  private static final int STARTUP_PERIOD_SECONDS = 2;

  /** Log recovery after a crash takes many minutes, and a restart begins it again. */
  private static final int STARTUP_BUDGET_SECONDS = 1200;

  /** A node is ready, and alive, when its port accepts connections. */
  static Probes port(int port) {
    UnaryOperator<ProbeArgs.Builder> connect =
        probe -> probe.tcpSocket(TCPSocketActionArgs.builder().port(port).build());
    return new Probes(connect, connect);
  }

  /** Shell commands decide. */
  static Probes shell(String ready, String alive) {
    return new Probes(shellProbe(ready), shellProbe(alive));
  }

  private static UnaryOperator<ProbeArgs.Builder> shellProbe(String script) {
    return probe -> probe.exec(ExecActionArgs.builder().command("bash", "-c", script).build());
  }

  void applyTo(ContainerArgs.Builder container) {
    container
        .startupProbe(
            ready
                .apply(ProbeArgs.builder())
                .periodSeconds(STARTUP_PERIOD_SECONDS)
                .timeoutSeconds(5)
                .failureThreshold(STARTUP_BUDGET_SECONDS / STARTUP_PERIOD_SECONDS)
                .build())
        .readinessProbe(
            ready
                .apply(ProbeArgs.builder())
                .periodSeconds(5)
                .timeoutSeconds(5)
                .failureThreshold(2)
                .build())
        .livenessProbe(
            alive
                .apply(ProbeArgs.builder())
                .periodSeconds(10)
                .timeoutSeconds(5)
                .failureThreshold(6)
                .build());
  }
}
