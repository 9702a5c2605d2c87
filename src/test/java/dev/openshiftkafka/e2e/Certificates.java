package dev.openshiftkafka.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificates of a stack's nodes, which cert-manager issues. */
final class Certificates {
  private static final Pattern SERIAL = Pattern.compile("Serial number: ([0-9a-f]+)");
  private static final int NODES = 3;

  private Certificates() {}

  /**
   * Returns the serial number of the certificate that each port of a StatefulSet's pods presents,
   * by pod and port. A broker asks, since only nodes reach all ports.
   */
  static Map<String, String> presented(String set, List<Integer> ports) {
    var serials = new TreeMap<String, String>();
    for (int i = 0; i < NODES; i++) {
      for (int port : ports) {
        String address = "%s-%d.%s-headless:%d".formatted(set, i, set, port);
        Matcher serial =
            SERIAL.matcher(
                Shell.attempt(
                        Duration.ofMinutes(1),
                        Map.of(),
                        "kubectl",
                        "exec",
                        "-n",
                        LocalStack.NAMESPACE,
                        "kafka-kafka-0",
                        "-c",
                        "broker",
                        "--",
                        "keytool",
                        "-J-Xmx32m",
                        "-printcert",
                        "-sslserver",
                        address)
                    .output());
        // A controller that restarts presents none.
        if (serial.find()) {
          serials.put(address, serial.group(1));
        }
      }
    }
    return serials;
  }

  /** Marks a Certificate for renewal, as cert-manager does when its time has come. */
  static void renew(String certificate) {
    String condition =
        "{\"type\": \"Issuing\", \"status\": \"True\", \"reason\": \"ManuallyTriggered\","
            + " \"message\": \"renewed by a test\", \"lastTransitionTime\": \"%s\"}";
    Shell.kubectl(
        "patch",
        "certificate",
        "-n",
        LocalStack.NAMESPACE,
        certificate,
        "--subresource=status",
        "--type=json",
        "-p=[{\"op\": \"add\", \"path\": \"/status/conditions/-\", \"value\": "
            + condition.formatted(Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS))
            + "}]");
  }
}
