package dev.openshiftkafka.pod.admin;

import java.util.Arrays;
import java.util.List;

/**
 * A termination message, cut to the size that Kubernetes keeps in a pod's status.
 *
 * @param reason the complete reason, of several lines
 */
public record TerminationMessage(String reason) {
  /** Kubernetes keeps 4096 bytes; the rest is for the last line. */
  private static final int LIMIT = 3900;

  /** Returns whole lines, and the number of lines that are left out. */
  public String text() {
    List<String> lines = Arrays.asList(reason.split("\n"));
    var text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (text.length() + line.length() > LIMIT) {
        return text.isEmpty()
            ? line.substring(0, LIMIT)
            : text + "  and " + (lines.size() - i) + " more lines in the pod's log\n";
      }
      text.append(line).append('\n');
    }
    return text.toString();
  }
}
