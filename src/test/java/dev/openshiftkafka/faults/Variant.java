package dev.openshiftkafka.faults;

import dev.openshiftkafka.e2e.LocalStack;
import dev.openshiftkafka.e2e.Pods;
import dev.openshiftkafka.e2e.Shell;
import java.util.Map;

/** A variant of the brokers' pod template. */
enum Variant {
  /** As the stack declares it. */
  STACK("as declared") {
    @Override
    void apply(LocalStack stack) {
      // The deployed template.
    }
  },

  /** As the stack declares it, but a broker stops at once, whichever others are down. */
  UNGUARDED("stops without waiting for others") {
    @Override
    void apply(LocalStack stack) {
      stack.edit(Map.of("readiness/stopSeconds", 0)).up();
    }
  },

  /** A plain StatefulSet: ready when the port is open, and no preStop hook. */
  PLAIN("ready when the port is open") {
    @Override
    void apply(LocalStack stack) {
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

  /** Applies the variant to the brokers of a running stack. */
  abstract void apply(LocalStack stack);
}
