package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.Quantity;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.kubernetes.DataVolume;
import dev.openshiftkafka.kubernetes.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses changes that would replace a StatefulSet, or move or shrink a volume.
 *
 * <p>Without it, some of these changes would first delete what they replace, and others would fail
 * halfway.
 */
public final class ImmutableChangeGuard {
  private final Map<String, String> wanted;
  private final boolean allowBrokerRemoval;
  private final List<String> reasons = new ArrayList<>();

  private ImmutableChangeGuard(Map<String, String> wanted, boolean allowBrokerRemoval) {
    this.wanted = wanted;
    this.allowBrokerRemoval = allowBrokerRemoval;
  }

  /**
   * The reasons to refuse a change, each with what to do; empty when there are none.
   *
   * @param deployed snapshot that the last update exported, empty before the first update
   * @param wanted snapshot of the current configuration
   * @param allowBrokerRemoval whether the number of brokers can be decreased
   */
  public static List<String> refusals(
      Map<String, String> deployed, Map<String, String> wanted, boolean allowBrokerRemoval) {
    var guard = new ImmutableChangeGuard(wanted, allowBrokerRemoval);
    new TreeMap<>(deployed).forEach(guard::check);
    return List.copyOf(guard.reasons);
  }

  /**
   * The reasons to refuse the adoption of EBS volumes, for pods that have another volume already.
   *
   * @param deployed ids of the stack's volumes, by PersistentVolumeClaim
   */
  static List<String> adoptionRefusals(Map<String, String> deployed, StackConfig config) {
    var reasons = new ArrayList<String>();
    for (DataVolume volume : DataVolume.of(config)) {
      String before = deployed.get(volume.claim());
      String after = volume.adopted();
      if (before != null && after != null && !after.equals(before)) {
        reasons.add(
            reason(
                "volume of claim " + volume.claim(),
                before,
                after,
                "the pod already has another volume; remove adopt, or adopt the volume in a new"
                    + " stack"));
      }
    }
    return List.copyOf(reasons);
  }

  private void check(String key, String before) {
    String after = wanted.get(key);
    if (before.equals(after)
        || key.equals(DeploymentSnapshot.VERSION)
        || key.equals(DeploymentSnapshot.SECURITY_PHASE)
        || key.equals(DeploymentSnapshot.IDENTITIES)
        || key.equals(DeploymentSnapshot.METADATA)
        || key.equals(DeploymentSnapshot.MIGRATION_PHASE)) {
      return;
    }
    String set = key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "";
    String field = key.substring(key.lastIndexOf('.') + 1);
    if (set.isEmpty()) {
      refuse(
          key,
          before,
          after,
          "all StatefulSets and PersistentVolumeClaims would be replaced; keep the value, or use a"
              + " new stack");
    } else if (after == null) {
      // The whole set is gone, which MigrationGuard permits or refuses.
      return;
    } else if (field.equals(DeploymentSnapshot.SIZE)) {
      checkSize(key, set, before, after);
    } else if (field.equals(DeploymentSnapshot.LOCATIONS)) {
      checkLocations(set, before.split(" "), after.split(" "));
    } else {
      refuse(
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
      refuse(key, before, after, "a volume cannot shrink; keep at least " + before);
    } else if (change > 0 && "local".equals(wanted.get(set + "." + DeploymentSnapshot.SOURCE))) {
      refuse(key, before, after, "a local volume cannot be expanded; keep " + before);
    }
  }

  private void checkLocations(String set, String[] before, String[] after) {
    for (int i = 0; i < Math.min(before.length, after.length); i++) {
      if (!before[i].equals(after[i])) {
        refuse(
            "volume of pod " + Names.pod(set, i),
            before[i],
            after[i],
            "the pod would start with an empty volume or that of another pod; keep the order of"
                + " zones, handles and paths of existing pods, and append new ones");
      }
    }
    if (set.equals(Names.ZOOKEEPER) && after.length != before.length) {
      refuse(
          "quorum.members",
          String.valueOf(before.length),
          String.valueOf(after.length),
          "the quorum is a static list of members, and the old and the new list could each form a"
              + " majority; keep "
              + before.length);
    } else if (set.equals(Names.BROKERS) && after.length < before.length && !allowBrokerRemoval) {
      refuse(
          "kafka.brokers",
          String.valueOf(before.length),
          String.valueOf(after.length),
          "the removed brokers can have the only replicas of partitions; move them with bin/kafka-stack"
              + " reassign --brokers=%s --execute, then set kafka.allowBrokerRemoval to true"
                  .formatted(
                      IntStream.range(0, after.length)
                          .mapToObj(String::valueOf)
                          .collect(Collectors.joining(","))));
    }
  }

  private void refuse(String what, String before, @Nullable String after, String why) {
    reasons.add(reason(what, before, after, why));
  }

  private static String reason(String what, String before, @Nullable String after, String why) {
    return what + ": " + before + " -> " + after + ": " + why;
  }
}
