package dev.openshiftkafka.readiness.agent;

/**
 * Starts the readiness program under the class name in the commands of deployed pods.
 *
 * <p>The name is part of the pod template: another one would restart every broker and controller.
 */
public final class ReadinessAgent {
  private ReadinessAgent() {}

  /** Runs the program until it is stopped. */
  public static void main(String[] arguments) {
    dev.openshiftkafka.pod.readiness.ReadinessAgent.main(arguments);
  }
}
