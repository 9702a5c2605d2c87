package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.state.ResourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a reviewer must not overlook, as the alerts at the head of a comment. */
final class Warnings {
  /** How a plan that destroys is permitted, on the command line; the label has the same name. */
  static final String ALLOW = "allow-destructive";

  private static final int MOST = 25;

  private Warnings() {}

  static String of(GuardRails rails, boolean allowed) {
    var text = new StringBuilder();
    if (!rails.hold()) {
      text.append(destroyed(rails.destroyed(), allowed));
    }
    if (!rails.unprotected().isEmpty()) {
      text.append(
          alert(
              "WARNING",
              "Protection is taken off "
                  + Markdown.count(rails.unprotected().size(), "resource")
                  + ": the next plan may delete them, and the engine will not stop it.",
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
        (allowed ? "Allowed" : "Refused") + ": this plan destroys what holds data or the cluster.",
        items,
        allowed
            ? List.of("It is allowed by `" + ALLOW + "`.")
            : List.of(
                "Where that is meant, label the pull request `%s`; locally, say `--%s`."
                    .formatted(ALLOW, ALLOW)));
  }

  private static String consequence(Change change) {
    return change.before().filter(ResourceState::retained).isPresent()
        ? "it stays, and the stack lets go of it"
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
    items.stream().limit(MOST).forEach(item -> lines.add("- " + item));
    if (items.size() > MOST) {
      lines.add("- and " + (items.size() - MOST) + " more");
    }
    Stream.concat(advice.isEmpty() ? Stream.empty() : Stream.of(""), advice.stream())
        .forEach(lines::add);
    return "\n"
        + String.join("\n", lines.stream().map(line -> ("> " + line).strip()).toList())
        + "\n";
  }
}
