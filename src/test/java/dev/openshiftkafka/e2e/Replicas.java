package dev.openshiftkafka.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** On which brokers the replicas of all partitions are. */
final class Replicas {
  private static final Pattern DESCRIBED = Pattern.compile("Replicas: ([0-9,]+)");

  private final List<List<Integer>> partitions = new ArrayList<>();

  /** As the brokers describe them now. */
  Replicas(ClientPod client) {
    DESCRIBED
        .matcher(client.tool("TopicCommand", "--describe"))
        .results()
        .forEach(
            found ->
                partitions.add(
                    Arrays.stream(found.group(1).split(",")).map(Integer::valueOf).toList()));
  }

  /** Every broker that has one. */
  Set<Integer> brokers() {
    return partitions.stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
  }

  int partitions() {
    return partitions.size();
  }

  /** Broker i is in zone i modulo their number: no zone has two replicas of a partition. */
  void assertSpreadOver(int zones) {
    for (List<Integer> replicas : partitions) {
      Set<Integer> used = replicas.stream().map(i -> i % zones).collect(Collectors.toSet());
      assertEquals(replicas.size(), used.size(), "replicas in one zone: " + replicas);
    }
  }
}
