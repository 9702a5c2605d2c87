package dev.openshiftkafka.cli.review;

import java.util.Collection;
import java.util.Map;

/** Operation of a plan on a resource, ordered by importance for a reviewer. */
enum Action {
  REPLACE("replace", "Replaced"),
  DELETE("delete", "Deleted"),
  DRIFT("changed outside of Pulumi", "Changed outside of Pulumi"),
  UPDATE("update", "Updated"),
  SAME("unchanged", "Outputs and protection"),
  IMPORT("import", "Imported"),
  CREATE("create", "Created"),
  READ("read", "Read");

  /** Pulumi's step operations, from step.go of its package deploy. */
  private static final Map<String, Action> OPERATIONS =
      Map.ofEntries(
          Map.entry("replace", REPLACE),
          Map.entry("create-replacement", REPLACE),
          Map.entry("delete-replaced", REPLACE),
          Map.entry("import-replacement", REPLACE),
          Map.entry("remove-pending-replace", REPLACE),
          Map.entry("delete", DELETE),
          Map.entry("update", UPDATE),
          Map.entry("same", SAME),
          Map.entry("import", IMPORT),
          Map.entry("create", CREATE),
          Map.entry("read", READ),
          Map.entry("read-replacement", READ),
          Map.entry("discard", READ),
          Map.entry("discard-replaced", READ),
          Map.entry("refresh", READ));

  private final String verb;
  private final String heading;

  Action(String verb, String heading) {
    this.verb = verb;
    this.heading = heading;
  }

  /** An unknown operation counts as an update, so that no change is hidden. */
  static Action of(String operation) {
    return OPERATIONS.getOrDefault(operation, UPDATE);
  }

  /** The most important action; a replacement consists of several steps. */
  static Action mostImportant(Collection<Action> actions) {
    return actions.stream().min(Action::compareTo).orElse(SAME);
  }

  String verb() {
    return verb;
  }

  String heading() {
    return heading;
  }

  /** Whether it changes anything other than the state. */
  boolean changes() {
    return this != SAME && this != READ;
  }
}
