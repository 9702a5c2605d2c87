package dev.openshiftkafka.pod.readiness;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The result of one readiness check of a Kafka node.
 *
 * @param reasons why the node is not ready, by cause; empty when it is
 * @param stopRisk what the cluster would lose if the node stopped now
 */
record Assessment(Map<Cause, List<String>> reasons, StopRisk stopRisk) {
  /** As many partitions as a probe's answer, and the kubelet's event with it, can show. */
  private static final int SHOWN = 3;

  static Assessment unknown(String reason) {
    return unknown(reason, StopRisk.NONE);
  }

  static Assessment unknown(String reason, StopRisk stopRisk) {
    return new Assessment(Map.of(Cause.UNKNOWN, List.of(reason)), stopRisk);
  }

  boolean isEmpty() {
    return reasons.isEmpty();
  }

  /** Whether there is no cause but these. */
  boolean only(Cause first, Cause... more) {
    return EnumSet.of(first, more).containsAll(causes());
  }

  Set<Cause> causes() {
    return reasons.keySet();
  }

  @Override
  public String toString() {
    return reasons.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + summary(entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  /** The first few of a list, and the number of the others. */
  static String summary(List<String> reasons) {
    String shown = reasons.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return reasons.size() > SHOWN ? shown + " and " + (reasons.size() - SHOWN) + " more" : shown;
  }

  /** Collects the reasons of an assessment. */
  static final class Builder {
    private final Map<Cause, List<String>> reasons = new EnumMap<>(Cause.class);
    private StopRisk stopRisk = StopRisk.NONE;

    Builder add(Cause cause, String reason) {
      reasons.computeIfAbsent(cause, any -> new ArrayList<>()).add(reason);
      return this;
    }

    Builder stopRisk(StopRisk risk) {
      stopRisk = risk;
      return this;
    }

    Assessment build() {
      return new Assessment(reasons, stopRisk);
    }
  }

  /** Why a Kafka node is not ready, the most serious cause first. */
  enum Cause {
    /** The node did not answer, or its answer says nothing reliable about the cluster. */
    UNKNOWN("state unknown"),

    /** A replica on this node is out of sync. It catches up without intervention. */
    OUT_OF_SYNC("local replica out of sync"),

    /**
     * A partition has no more in-sync replicas than {@code min.insync.replicas}, and a live broker
     * is catching up with it: stopping another broker would stop writes.
     */
    AT_MIN_ISR("partition at min ISR"),

    /** A broker that is not alive holds a missing replica, or the leader; it may never return. */
    BROKER_OFFLINE("broker offline");

    private final String text;

    Cause(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
