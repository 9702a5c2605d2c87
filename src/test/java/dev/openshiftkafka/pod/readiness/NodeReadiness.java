package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/** The check of the readiness sidecar, for tests of other packages. */
public final class NodeReadiness {
  private NodeReadiness() {}

  /** Why the node of a {@code server.properties} is not ready; empty when it is. */
  public static String reasons(Path properties) {
    try {
      KafkaNode node =
          ReadinessAgent.NodeSettings.read(properties)
              .node(null, new PrintStream(OutputStream.nullOutputStream()));
      try {
        return node.assess().toString();
      } finally {
        node.reset();
      }
    } catch (IOException e) {
      return "no connection: " + e.getMessage();
    }
  }
}
