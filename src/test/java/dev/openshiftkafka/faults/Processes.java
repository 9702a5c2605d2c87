package dev.openshiftkafka.faults;

import dev.openshiftkafka.e2e.Shell;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Processes in containers of the local nodes, which run on this host.
 *
 * @param ids PIDs in the host's namespace
 */
record Processes(List<String> ids) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * Finds the processes of a container.
   *
   * @param containerId with the prefix of its runtime, as in a pod's status
   */
  static Processes of(String containerId) {
    String id = containerId.substring(containerId.indexOf("://") + "://".length());
    var found = new ArrayList<String>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (cgroups(process).contains(id)) {
          found.add(process.getFileName().toString());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot list processes", e);
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("container " + containerId + " has no process here");
    }
    return new Processes(List.copyOf(found));
  }

  /** Returns the cgroups of a process; empty when it has just terminated. */
  private static String cgroups(Path process) {
    try {
      return Files.readString(process.resolve("cgroup"));
    } catch (IOException e) {
      return "";
    }
  }

  Processes and(Processes others) {
    var all = new ArrayList<>(ids);
    all.addAll(others.ids);
    return new Processes(List.copyOf(all));
  }

  /** Sends a signal to all processes with one command. */
  void signal(String signal) {
    var command = new ArrayList<>(List.of("kill", "-" + signal));
    command.addAll(ids);
    Shell.run(LIMIT, Map.of(), command.toArray(String[]::new));
  }
}
