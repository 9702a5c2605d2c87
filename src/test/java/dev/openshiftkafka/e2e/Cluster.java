package dev.openshiftkafka.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The local cluster: its zones, and what stacks leave in it. */
public final class Cluster {
  /** Brokers and ZooKeeper servers of the local stack, each in the zone of its number. */
  static Map<String, String> inThreeZones(String set) {
    var places = new TreeMap<String, String>();
    places.put(set + "-0", "local-a");
    places.put(set + "-1", "local-b");
    places.put(set + "-2", "local-c");
    return places;
  }

  private Cluster() {}

  /** Does to a zone what local/zone can. */
  public static void zone(String action, String zone) {
    Shell.run(Duration.ofMinutes(3), Map.of(), "local/zone", action, zone);
  }

  /** Every object that carries the stack's label, of any kind, by kind and name. */
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
}
