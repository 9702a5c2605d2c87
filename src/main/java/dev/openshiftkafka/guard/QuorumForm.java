package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.QuorumMembership;
import dev.openshiftkafka.config.StackConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What an update declares about the quorum of KRaft controllers: the membership of its voters, and
 * what a controller does with an empty volume.
 *
 * <p>It follows from the configuration and from what is deployed, because a stack that was created
 * by an earlier release has a fixed list of voters, and its pods must not restart without an edit.
 */
public enum QuorumForm {
  /** A fixed list of voters; the init container formats an empty volume at once. */
  STATIC("static"),
  /**
   * A fixed list of voters of a quorum that exists; the init container formats an empty volume only
   * when the other controllers have all committed metadata.
   */
  STATIC_CHECKED("static-checked"),
  /** Voters in the metadata from the beginning; the first controller may found the quorum. */
  DYNAMIC("dynamic"),
  /** Voters in the metadata of a quorum that began with a fixed list. */
  DYNAMIC_MOVED("dynamic-moved");

  /** Snapshot key; a stack without it has {@link #STATIC}. */
  static final String KEY = "quorum.form";

  private final String text;

  QuorumForm(String text) {
    this.text = text;
  }

  /** Whether the metadata contain the voters. */
  public boolean isDynamic() {
    return this == DYNAMIC || this == DYNAMIC_MOVED;
  }

  /** Whether an update moves the quorum from a fixed list to voters in the metadata. */
  public static boolean moves(Map<String, String> deployed, StackConfig config) {
    return hasControllers(deployed)
        && config.hasControllers()
        && !deployed(deployed).isDynamic()
        && of(deployed, config).isDynamic();
  }

  /** The form of the deployed quorum. */
  static QuorumForm deployed(Map<String, String> deployed) {
    String text = deployed.get(KEY);
    return Arrays.stream(values())
        .filter(form -> form.text.equals(text))
        .findFirst()
        .orElse(STATIC);
  }

  /**
   * The form that an update declares.
   *
   * @param deployed snapshot that the last update exported; empty before the first
   */
  public static QuorumForm of(Map<String, String> deployed, StackConfig config) {
    if (!config.hasControllers() || config.migration() != null) {
      return STATIC;
    }
    Optional<QuorumMembership> wanted = Optional.ofNullable(config.controllers().membership());
    if (!hasControllers(deployed)) {
      return first(wanted, config);
    }
    QuorumForm before = deployed(deployed);
    if (before.isDynamic()) {
      return before;
    }
    if (wanted.equals(Optional.of(QuorumMembership.DYNAMIC))) {
      return DYNAMIC_MOVED;
    }
    // A new version restarts the controllers anyway, and the key was set to change them.
    boolean restarts =
        !config.kafka().version().equals(deployed.get(DeploymentSnapshot.VERSION))
            || (wanted.isPresent() && !deployed.containsKey(KEY));
    return before == STATIC_CHECKED || restarts ? STATIC_CHECKED : STATIC;
  }

  private static QuorumForm first(Optional<QuorumMembership> wanted, StackConfig config) {
    QuorumMembership possible =
        QuorumMembership.DYNAMIC.runs(config.kafka().version())
            ? QuorumMembership.DYNAMIC
            : QuorumMembership.STATIC;
    return wanted.orElse(possible) == QuorumMembership.DYNAMIC ? DYNAMIC : STATIC;
  }

  private static boolean hasControllers(Map<String, String> deployed) {
    return DeploymentSnapshot.controllers(deployed) > 0;
  }

  /** The entry of the snapshot; empty if the stack has or keeps none. */
  public Map<String, String> snapshot(Map<String, String> deployed, StackConfig config) {
    boolean isExplicit = config.hasControllers() && config.controllers().membership() != null;
    return this == STATIC && !isExplicit && !deployed.containsKey(KEY)
        ? Map.of()
        : Map.of(KEY, text);
  }

  /** The value in a snapshot. */
  @Override
  public String toString() {
    return text;
  }
}
