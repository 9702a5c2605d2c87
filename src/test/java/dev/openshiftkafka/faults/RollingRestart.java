package dev.openshiftkafka.faults;

import dev.openshiftkafka.e2e.LocalStack;
import dev.openshiftkafka.e2e.Pods;
import dev.openshiftkafka.e2e.Shell;

/** A rolling restart of all brokers, as after a change of their config. */
final class RollingRestart implements OrderlyStop {
  @Override
  public String name() {
    return "roll";
  }

  @Override
  public String title() {
    return "rolling restart of all brokers";
  }

  @Override
  public void inject(FaultContext context) {
    Shell.kubectl("rollout", "restart", "-n", LocalStack.NAMESPACE, "statefulset/kafka-kafka");
    Pods.awaitReady("kafka-kafka");
  }
}
