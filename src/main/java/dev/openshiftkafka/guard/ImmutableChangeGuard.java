package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.Quantity;
import dev.openshiftkafka.kubernetes.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the edits of a deployed stack that would replace a StatefulSet, move or shrink a volume.
 *
 * <p>Kubernetes would carry out some of them by deleting first, and refuse others halfway.
 */
public final class ImmutableChangeGuard {
  private final Map<String, String> deployed;
  private final Map<String, String> wanted;
  private final boolean allowBrokerRemoval;
  private final List<String> reasons = new ArrayList<>();

  private ImmutableChangeGuard(
      Map<String, String> deployed, Map<String, String> wanted, boolean allowBrokerRemoval) {
    this.deployed = deployed;
    this.wanted = wanted;
    this.allowBrokerRemoval = allowBrokerRemoval;
  }

  /**
   * The reasons why an edit must not be made, each with the way out; empty when it may.
   *
   * @param deployed shape exported by the last update, empty before the first
   * @param wanted shape of the present configuration
   * @param allowBrokerRemoval whether brokers may become fewer
   */
  public static List<String> find(
      Map<String, String> deployed, Map<String, String> wanted, boolean allowBrokerRemoval) {
    var edits = new ImmutableChangeGuard(deployed, wanted, allowBrokerRemoval);
    deployed.keySet().stream().sorted().forEach(edits::check);
    return List.copyOf(edits.reasons);
  }

  private void check(String key) {
    String before = deployed.get(key);
    String after = wanted.get(key);
    if (before.equals(after) || key.equals(DeploymentSnapshot.VERSION)) {
      return;
    }
    String set = key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "";
    String field = key.substring(key.lastIndexOf('.') + 1);
    if (key.equals(DeploymentSnapshot.METADATA)) {
      reason(
          key,
          before,
          after,
          "the brokers' metadata would be lost: migrate to a new stack, as docs/upgrades.md tells");
    } else if (set.isEmpty()) {
      reason(key, before, after, "all StatefulSets and claims would be replaced: use a new stack");
    } else if (after == null) {
      // The set itself has gone, which is reported as the change of metadata that it follows from.
      return;
    } else if (field.equals(DeploymentSnapshot.SIZE)) {
      checkSize(key, set, before, after);
    } else if (field.equals(DeploymentSnapshot.PLACES)) {
      checkPlaces(set, before.split(" "), after.split(" "));
    } else {
      reason(
          key,
          before,
          after,
          "the volumes of StatefulSet "
              + set
              + " would be replaced; keep the value, or use a new stack");
    }
  }

  private void checkSize(String key, String set, String before, String after) {
    int change = Quantity.bytes(after).compareTo(Quantity.bytes(before));
    if (change < 0) {
      reason(key, before, after, "a volume cannot shrink; keep at least " + before);
    } else if (change > 0 && "local".equals(wanted.get(set + "." + DeploymentSnapshot.SOURCE))) {
      reason(key, before, after, "a local volume cannot grow; keep " + before);
    }
  }

  private void checkPlaces(String set, String[] before, String[] after) {
    for (int i = 0; i < Math.min(before.length, after.length); i++) {
      if (!before[i].equals(after[i])) {
        reason(
            "volume of pod " + Names.pod(set, i),
            before[i],
            after[i],
            "the pod would start with an empty or foreign volume; keep zones, handles and paths of"
                + " existing pods in their order, and add new ones at the end");
      }
    }
    if (!set.equals(Names.BROKERS) && after.length != before.length) {
      reason(
          "quorum.members",
          String.valueOf(before.length),
          String.valueOf(after.length),
          "the members know one another by a fixed list, and two lists could form two majorities;"
              + " keep "
              + before.length);
    } else if (after.length < before.length && !allowBrokerRemoval) {
      reason(
          "kafka.brokers",
          String.valueOf(before.length),
          String.valueOf(after.length),
          "partitions may live only on the brokers that would go; move them first with"
              + " kafka-reassign-partitions, then set kafka.allowBrokerRemoval to true");
    }
  }

  private void reason(String what, String before, String after, String why) {
    reasons.add(what + ": " + before + " -> " + after + ": " + why);
  }
}
