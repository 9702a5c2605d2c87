package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The replica assignment of all partitions. */
final class Replicas {
  private static final Pattern DESCRIBED = Pattern.compile("Replicas: ([0-9,]+)");

  private final List<List<Integer>> partitions = new ArrayList<>();

  /** Reads the current assignment. */
  Replicas(ClientPod client) {
    DESCRIBED
        .matcher(client.tool("TopicCommand", "--describe"))
        .results()
        .forEach(
            found ->
                partitions.add(
                    Arrays.stream(found.group(1).split(",")).map(Integer::valueOf).toList()));
  }

  /** Returns all brokers with a replica. */
  Set<Integer> brokers() {
    return partitions.stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
  }

  int partitions() {
    return partitions.size();
  }

  /** Asserts that no zone has two replicas of a partition; broker i is in zone i mod zones. */
  void assertSpreadOver(int zones) {
    for (List<Integer> replicas : partitions) {
      Set<Integer> used = replicas.stream().map(i -> i % zones).collect(Collectors.toSet());
      assertEquals(replicas.size(), used.size(), "replicas in one zone: " + replicas);
    }
  }
}
