package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ExecActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.TCPSocketActionArgs;
import java.util.function.UnaryOperator;

/**
 * The probes of a node's container. They depend on this container only and start no JVM.
 *
 * <p>With a probe that depends on other hosts, a short failure of these would restart all nodes.
 *
 * @param ready startup and readiness probe: whether the node serves clients
 * @param alive liveness probe: whether its process responds; it begins when the startup probe has
 *     succeeded
 * @param startupSeconds time until a node that does not serve is restarted
 */
record Probes(
    UnaryOperator<ProbeArgs.Builder> ready,
    UnaryOperator<ProbeArgs.Builder> alive,
    int startupSeconds) {
  private static final int STARTUP_PERIOD_SECONDS = 2;

  /**
   * For members of the quorum, whose logs of metadata are small, and which wait for an election.
   */
  static final int QUORUM_STARTUP_SECONDS = 1200;

  /** Probes that succeed when a port accepts connections. */
  static Probes port(int port, int startupSeconds) {
    UnaryOperator<ProbeArgs.Builder> connect =
        probe -> probe.tcpSocket(TCPSocketActionArgs.builder().port(port).build());
    return new Probes(connect, connect, startupSeconds);
  }

  /**
   * Probes that succeed when a port accepts connections; the process counts as dead while a file
   * exists.
   */
  static Probes portWithout(String file, int port, int startupSeconds) {
    return new Probes(
        port(port, startupSeconds).ready,
        shellProbe("exec 3<>/dev/tcp/127.0.0.1/%d && [ ! -e %s ]".formatted(port, file)),
        startupSeconds);
  }

  /** Probes that run shell commands. */
  static Probes shell(String ready, String alive, int startupSeconds) {
    return new Probes(shellProbe(ready), shellProbe(alive), startupSeconds);
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
                .failureThreshold(startupSeconds / STARTUP_PERIOD_SECONDS)
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
