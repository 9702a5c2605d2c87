package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.state.ResourceState;
import dev.openshiftkafka.cli.state.Urn;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Planned change of one resource.
 *
 * @param properties the properties that change; all properties of a new resource
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

  /** Merges all steps of one resource. */
  static Change of(List<Step> steps) {
    Action action = Action.mostImportant(steps.stream().map(Step::action).toList());
    Step main =
        steps.stream()
            .filter(step -> step.action() == action)
            // The step that deletes the replaced resource has only the old state.
            .max(Comparator.comparingInt(step -> step.after().isPresent() ? 1 : 0))
            .orElseThrow();
    Optional<ResourceState> after = action == Action.DELETE ? Optional.empty() : main.after();
    // The stack itself can change only in its outputs.
    Action kind = main.urn().isStack() ? Action.SAME : action;
    return new Change(kind, main.urn(), main.before(), after, PropertyDiff.of(main));
  }

  /** Whether the comment reports it. */
  boolean isReported() {
    return action.changes() || losesProtection() || (urn.isStack() && !properties.isEmpty());
  }

  /** Whether it is an unchanged component, which only groups other resources. */
  boolean isGroup() {
    return properties.isEmpty()
        && before.or(() -> after).filter(state -> !state.custom()).isPresent()
        && !urn.isStack();
  }

  /** Whether the plan removes {@code protect}, so that Pulumi no longer refuses to delete it. */
  boolean losesProtection() {
    return before.filter(ResourceState::isProtected).isPresent()
        && after.filter(state -> !state.isProtected()).isPresent();
  }

  String id() {
    return before.map(ResourceState::id).orElse("");
  }

  @Override
  public int compareTo(Change other) {
    return IMPORTANCE.compare(this, other);
  }
}
