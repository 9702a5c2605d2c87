package dev.openshiftkafka.pod.topics;

import java.util.Arrays;
import java.util.List;

/**
 * The reason of a failure, as long as Kubernetes keeps it in a pod's status.
 *
 * @param reason the whole reason, of several lines
 */
record TerminationMessage(String reason) {
  /** Kubernetes keeps 4096 bytes. */
  private static final int ROOM = 3900;

  /** Whole lines, and how many are left out. */
  String text() {
    List<String> lines = Arrays.asList(reason.split("\n"));
    var text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (text.length() + line.length() > ROOM) {
        return text.isEmpty()
            ? line.substring(0, ROOM)
            : text + "  and " + (lines.size() - i) + " more lines in the log of the pod\n";
      }
      text.append(line).append('\n');
    }
    return text.toString();
  }
}
