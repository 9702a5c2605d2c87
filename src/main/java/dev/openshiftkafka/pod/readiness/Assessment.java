package dev.openshiftkafka.pod.readiness;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands between a member and readiness; nothing, when it is empty.
 *
 * @param waits what is waited for, by cause
 */
record Assessment(Map<Cause, List<String>> waits) {
  /** As many as a probe's answer, and an event of the kubelet, can show. */
  private static final int NAMED = 3;

  static Assessment unknown(String why) {
    return new Assessment(Map.of(Cause.UNKNOWN, List.of(why)));
  }

  boolean isEmpty() {
    return waits.isEmpty();
  }

  /** Whether there is no cause but these. */
  boolean only(Cause first, Cause... more) {
    return EnumSet.of(first, more).containsAll(causes());
  }

  Set<Cause> causes() {
    return waits.keySet();
  }

  @Override
  public String toString() {
    return waits.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + summary(entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String summary(List<String> what) {
    String named = what.stream().limit(NAMED).collect(Collectors.joining(", "));
    return what.size() > NAMED ? named + " and " + (what.size() - NAMED) + " more" : named;
  }

  /** Collects what is waited for. */
  static final class Builder {
    private final Map<Cause, List<String>> waits = new EnumMap<>(Cause.class);

    Builder add(Cause cause, String what) {
      waits.computeIfAbsent(cause, any -> new ArrayList<>()).add(what);
      return this;
    }

    Assessment build() {
      return new Assessment(waits);
    }
  }

  /** Why a member is not ready, the more serious first. */
  enum Cause {
    /** Nothing reliable is known. */
    UNKNOWN("cannot know"),

    /** The member itself is behind. It catches up by itself. */
    BEHIND("catching up"),

    /**
     * Another broker is behind, and until it has caught up none may stop. It catches up by itself.
     */
    THIN("no broker may stop"),

    /** Somebody is gone, and this member cannot tell whether he comes back. */
    ABSENT("waiting for a broker that is gone");

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
