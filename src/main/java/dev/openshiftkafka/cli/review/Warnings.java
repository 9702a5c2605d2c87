package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.state.ResourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The alerts at the top of a comment: destructive changes and removed protection. */
final class Warnings {
  /** Option, and label of a pull request, that permits a destructive plan. */
  static final String ALLOW = "allow-destructive";

  private static final int MAX_ITEMS = 25;

  private Warnings() {}

  static String of(GuardRails rails, boolean allowed) {
    var text = new StringBuilder();
    if (!rails.passed()) {
      text.append(destroyed(rails.destroyed(), allowed));
    }
    if (!rails.unprotected().isEmpty()) {
      text.append(
          alert(
              "WARNING",
              "Protection is removed from "
                  + Markdown.count(rails.unprotected().size(), "resource")
                  + ": Pulumi will no longer refuse to delete them.",
              rails.unprotected().stream().map(Warnings::name).toList(),
              List.of()));
    }
    return text.toString();
  }

  private static String destroyed(List<Change> changes, boolean allowed) {
    List<String> items =
        changes.stream()
            .map(
                change ->
                    "**%s** %s: %s"
                        .formatted(change.action().verb(), name(change), consequence(change)))
            .toList();
    return alert(
        "CAUTION",
        (allowed ? "Allowed" : "Refused") + ": this plan destroys data or the cluster.",
        items,
        allowed
            ? List.of("Permitted by `" + ALLOW + "`.")
            : List.of(
                ("To permit this plan, add the label `%s` to the pull request; on the command line,"
                        + " pass `--%s`.")
                    .formatted(ALLOW, ALLOW)));
  }

  private static String consequence(Change change) {
    return change.before().filter(ResourceState::isRetainedOnDelete).isPresent()
        ? "it is kept, but removed from the state of the stack"
        : GuardedKind.of(change.urn()).orElseThrow().consequence();
  }

  private static String name(Change change) {
    return change.urn().kind() + " " + ResourceEntry.name(change);
  }

  private static String alert(
      String kind, String sentence, List<String> items, List<String> advice) {
    var lines = new ArrayList<String>();
    lines.add("[!" + kind + "]");
    lines.add("**" + sentence + "**");
    lines.add("");
    items.stream().limit(MAX_ITEMS).forEach(item -> lines.add("- " + item));
    if (items.size() > MAX_ITEMS) {
      lines.add("- and " + (items.size() - MAX_ITEMS) + " more");
    }
    Stream.concat(advice.isEmpty() ? Stream.empty() : Stream.of(""), advice.stream())
        .forEach(lines::add);
    return "\n"
        + String.join("\n", lines.stream().map(line -> ("> " + line).strip()).toList())
        + "\n";
  }
}
