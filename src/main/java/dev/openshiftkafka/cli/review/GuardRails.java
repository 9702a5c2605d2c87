package dev.openshiftkafka.cli.review;

import java.util.List;

/**
 * What a plan must not do unless somebody says that it is meant.
 *
 * @param destroyed replacements and deletions of guarded kinds, which are refused
 * @param unprotected resources that the engine would no longer refuse to delete, which is told
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

  /** Whether nothing is destroyed. */
  boolean hold() {
    return destroyed.isEmpty();
  }
}
