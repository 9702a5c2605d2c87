package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.state.ResourceState;
import dev.openshiftkafka.cli.state.Urn;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the plan does to one resource.
 *
 * @param properties what changes in it, or all of it where it is new
 */
record Change(
    Action action,
    Urn urn,
    Optional<ResourceState> before,
    Optional<ResourceState> after,
    List<PropertyChange> properties)
    implements Comparable<Change> {
  private static final Comparator<Change> IMPORTANCE =
      Comparator.comparing(Change::action)
          .thenComparing(change -> GuardedKind.of(change.urn()).isEmpty())
          .thenComparing(change -> change.urn().kind())
          .thenComparing(change -> change.urn().text());

  /** Joins all steps of one resource. */
  static Change of(List<Step> steps) {
    Action action = Action.most(steps.stream().map(Step::action).toList());
    Step telling =
        steps.stream()
            .filter(step -> step.action() == action)
            // The step that deletes what was replaced knows the old state alone.
            .max(Comparator.comparingInt(step -> step.after().isPresent() ? 1 : 0))
            .orElseThrow();
    Optional<ResourceState> after = action == Action.DELETE ? Optional.empty() : telling.after();
    // Of the stack itself its outputs alone can change.
    Action kind = telling.urn().isStack() ? Action.SAME : action;
    return new Change(kind, telling.urn(), telling.before(), after, PropertyDiff.of(telling));
  }

  /** Whether there is anything to tell a reviewer. */
  boolean matters() {
    return action.changes() || losesProtection() || (urn.isStack() && !properties.isEmpty());
  }

  /** Whether it only groups others, so that its name says nothing. */
  boolean isGroup() {
    return properties.isEmpty()
        && before.or(() -> after).filter(state -> !state.custom()).isPresent()
        && !urn.isStack();
  }

  /** Whether the engine would no longer refuse to delete it. */
  boolean losesProtection() {
    return before.filter(ResourceState::guarded).isPresent()
        && after.filter(state -> !state.guarded()).isPresent();
  }

  String id() {
    return before.map(ResourceState::id).orElse("");
  }

  @Override
  public int compareTo(Change other) {
    return IMPORTANCE.compare(this, other);
  }
}
