package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zeroturnaround.exec.StartedProcess;
import org.zeroturnaround.exec.stream.LogOutputStream;

/** Watches the pods of a component during a roll. */
final class RollWatch implements AutoCloseable {
  private final Set<String> notReady = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final List<String> restarted = new ArrayList<>();
  private int mostAtOnce;
  private final StartedProcess watch;

  RollWatch(String component, int members) throws IOException {
    watch =
        Shell.executor(
                Map.of(),
                "kubectl",
                "get",
                "pods",
                "-n",
                LocalStack.NAMESPACE,
                "-l",
                "app.kubernetes.io/component=" + component,
                "--watch",
                "-o",
                "jsonpath={.metadata.name} {.status.conditions[?(@.type=='Ready')].status}{'\\n'}")
            .redirectOutput(
                new LogOutputStream() {
                  @Override
                  protected void processLine(String line) {
                    note(line.split(" "));
                  }
                })
            .destroyOnExit()
            .start();
    await().atMost(Duration.ofSeconds(30)).until(() -> seen() == members);
  }

  /** Returns the greatest number of pods that were not ready at the same time. */
  synchronized int mostNotReadyAtOnce() {
    return mostAtOnce;
  }

  /** Returns the pods in the order in which they became unready. */
  synchronized List<String> restarted() {
    return List.copyOf(restarted);
  }

  private synchronized int seen() {
    return seen.size();
  }

  private synchronized void note(String[] pod) {
    seen.add(pod[0]);
    if (pod.length > 1 && pod[1].equals("True")) {
      notReady.remove(pod[0]);
    } else if (notReady.add(pod[0])) {
      restarted.add(pod[0]);
    }
    mostAtOnce = Math.max(mostAtOnce, notReady.size());
  }

  @Override
  public void close() {
    watch.getProcess().destroy();
  }
}
