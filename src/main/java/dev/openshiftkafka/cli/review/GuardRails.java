package dev.openshiftkafka.cli.review;

import java.util.List;

/**
 * Destructive changes of a plan.
 *
 * @param destroyed replacements and deletions of guarded kinds, which are refused unless permitted
 * @param unprotected resources that lose {@code protect}, which is reported but not refused
 */
record GuardRails(List<Change> destroyed, List<Change> unprotected) {

  static GuardRails check(Preview preview) {
    return new GuardRails(
        preview.changes().stream().filter(GuardRails::isDestroyed).toList(),
        preview.changes().stream().filter(Change::losesProtection).toList());
  }

  private static boolean isDestroyed(Change change) {
    return (change.action() == Action.REPLACE || change.action() == Action.DELETE)
        && GuardedKind.of(change.urn()).isPresent();
  }

  /** Whether the plan destroys no guarded resource. */
  boolean passed() {
    return destroyed.isEmpty();
  }
}
