package dev.openshiftkafka.faults;

import dev.openshiftkafka.e2e.LocalStack;
import dev.openshiftkafka.e2e.Pods;
import dev.openshiftkafka.e2e.Shell;

/** How the brokers' pods are declared. */
enum Variant {
  /** As the stack does. */
  STACK("as declared") {
    @Override
    void apply() {
      // That is how they are.
    }
  },

  /** As a plain StatefulSet: ready when the port is open, and stopped when told to. */
  PLAIN("ready when the port is open") {
    @Override
    void apply() {
      Shell.kubectl(
          "patch",
          "statefulset",
          "-n",
          LocalStack.NAMESPACE,
          "kafka-kafka",
          "--type=strategic",
          "--patch={\"spec\":{\"template\":{\"spec\":{\"containers\":"
              + "[{\"name\":\"readiness\",\"$patch\":\"delete\"},"
              + "{\"name\":\"broker\",\"lifecycle\":null}]}}}}");
      Pods.awaitReady("kafka-kafka");
    }
  };

  private final String title;

  Variant(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Makes the brokers of a running stack so. */
  abstract void apply();
}
