package dev.openshiftkafka.stack.kafka;

import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ExecActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.TCPSocketActionArgs;
import java.util.function.UnaryOperator;

/**
 * What the kubelet asks a container: only the container itself, and without starting a JVM in it.
 *
 * <p>A probe that asks other hosts turns a blip of theirs into a restart of all members.
 *
 * @param ready says whether the member serves
 * @param alive says whether its process still answers at all
 */
record Probes(UnaryOperator<ProbeArgs.Builder> ready, UnaryOperator<ProbeArgs.Builder> alive) {
  private static final int STARTUP_PERIOD_SECONDS = 2;

  /** Recovery of a large log after a crash takes many minutes; killing it begins it anew. */
  private static final int STARTUP_BUDGET_SECONDS = 1200;

  /** A member is ready, and alive, when its port accepts connections. */
  static Probes port(int port) {
    UnaryOperator<ProbeArgs.Builder> connect =
        probe -> probe.tcpSocket(TCPSocketActionArgs.builder().port(port).build());
    return new Probes(connect, connect);
  }

  /** A member is asked by shell commands. */
  static Probes shell(String ready, String alive) {
    return new Probes(shellProbe(ready), shellProbe(alive));
  }

  private static UnaryOperator<ProbeArgs.Builder> shellProbe(String script) {
    return probe -> probe.exec(ExecActionArgs.builder().command("bash", "-c", script).build());
  }

  void addTo(ContainerArgs.Builder container) {
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
