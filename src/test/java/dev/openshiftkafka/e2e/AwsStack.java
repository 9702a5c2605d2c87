package dev.openshiftkafka.e2e;

import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.TestJson;
import java.util.Map;

/** The {@code dev} stack with its AWS layer, sized for the local cluster. */
final class AwsStack {
  /** Small resources; brokers on dedicated nodes, and all resources protected. */
  private static final Map<String, Object> SMALL =
      Map.of(
          "ignition",
          TestJson.write(StackFile.IGNITION),
          "protect",
          true,
          "dedicatedNodes",
          true,
          "kafka/jvm",
          Map.of("profile", "production", "heap", "512M"),
          "kafka/resources",
          Map.of("cpu", "100m", "memory", "1Gi"),
          "quorum/heap",
          "256M",
          "quorum/resources",
          Map.of("cpu", "50m", "memory", "512Mi"),
          "kafka/readyTimeoutSeconds",
          300,
          "quorum/readyTimeoutSeconds",
          300);

  private AwsStack() {}

  static LocalStack small(String name) {
    return new LocalStack(name, StackFile.read("dev")).edit(SMALL);
  }
}
