package dev.openshiftkafka.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.zeroturnaround.exec.StartedProcess;

/** The zones and objects of the local cluster. */
public final class Cluster {
  /** Returns the expected zone of each pod of a StatefulSet with three replicas. */
  static Map<String, String> inThreeZones(String set) {
    var places = new TreeMap<String, String>();
    places.put(set + "-0", "local-a");
    places.put(set + "-1", "local-b");
    places.put(set + "-2", "local-c");
    return places;
  }

  private Cluster() {}

  /** Runs an action of local/zone on a zone. */
  public static void zone(String action, String zone) {
    Shell.run(Duration.ofMinutes(3), Map.of(), "local/zone", action, zone);
  }

  /** Lists all objects of any kind with the stack's label, as kind and name. */
  static List<String> objectsOfTheStack() {
    String kinds =
        Shell.kubectl("api-resources", "--verbs=list", "-o", "name")
            .lines()
            .filter(kind -> !kind.startsWith("events"))
            .reduce((all, kind) -> all + "," + kind)
            .orElseThrow();
    return Shell.kubectl(
            "get",
            kinds,
            "--all-namespaces",
            "-l",
            "app.kubernetes.io/part-of=openshift-kafka",
            "-o",
            "name",
            "--ignore-not-found")
        .lines()
        .filter(line -> line.contains("/") && !line.startsWith("Warning:"))
        .toList();
  }

  /** Cuts a zone from the network for some time. */
  public static void cutZone(String zone, Duration time) throws InterruptedException {
    zone("cut", zone);
    try {
      Thread.sleep(time.toMillis());
    } finally {
      zone("join", zone);
    }
  }

  /** Kills the engine and all its child processes, as the loss of its machine would. */
  static void killEngine(StartedProcess run) throws Exception {
    ProcessHandle engine = run.getProcess().toHandle();
    List<ProcessHandle> plugins = engine.descendants().toList();
    assertFalse(plugins.isEmpty());
    engine.destroyForcibly();
    plugins.forEach(ProcessHandle::destroyForcibly);
    assertEquals(128 + 9, run.getFuture().get(1, TimeUnit.MINUTES).getExitValue());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> plugins.stream().noneMatch(ProcessHandle::isAlive));
  }
}
