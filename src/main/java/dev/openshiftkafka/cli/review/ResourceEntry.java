package dev.openshiftkafka.cli.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One resource in a comment, or several of a kind in which the same changes, as in the volumes of
 * all brokers.
 *
 * @param resources how many they are
 * @param name a line with their names alone
 * @param full their names with what changes in them; the same as {@code name} where there is no
 *     more
 */
record ResourceEntry(Action action, int resources, String name, String full) {
  /** So that one long diff leaves room for those after it. */
  private static final int LONGEST_DIFF = 12_000;

  /** What makes resources alike. */
  private record Likeness(Action action, String kind, boolean gone, List<String> diff) {}

  /** Entries in the order of the changes. */
  static List<ResourceEntry> of(List<Change> changes) {
    var alike = new LinkedHashMap<Likeness, List<Change>>();
    for (Change change : changes.stream().filter(change -> !change.isGroup()).toList()) {
      alike.computeIfAbsent(likeness(change), absent -> new ArrayList<>()).add(change);
    }
    var entries = new ArrayList<ResourceEntry>();
    for (Map.Entry<Likeness, List<Change>> group : alike.entrySet()) {
      if (group.getKey().diff().isEmpty()) {
        group.getValue().forEach(change -> entries.add(of(group.getKey(), List.of(change))));
      } else {
        entries.add(of(group.getKey(), group.getValue()));
      }
    }
    return entries;
  }

  private static Likeness likeness(Change change) {
    List<PropertyChange> properties =
        change.properties().stream().filter(property -> !hasOwnTable(change, property)).toList();
    boolean gone = change.action() == Action.DRIFT && change.after().isEmpty();
    return new Likeness(change.action(), change.urn().kind(), gone, DiffText.of(properties));
  }

  private static boolean hasOwnTable(Change change, PropertyChange property) {
    return change.urn().isStack() && property.path().startsWith(CapacityChange.OUTPUT);
  }

  private static ResourceEntry of(Likeness likeness, List<Change> changes) {
    String names = changes.stream().map(ResourceEntry::name).collect(Collectors.joining(", "));
    String title =
        (changes.get(0).urn().isStack() ? "Outputs of the stack" : likeness.kind() + " " + names)
            + (likeness.gone() ? ", which is gone" : "");
    String line = "- " + title + "\n";
    String full =
        likeness.diff().isEmpty()
            ? line
            : Markdown.details(
                title,
                likeness.action() == Action.REPLACE,
                Markdown.fence("diff", shortened(likeness.diff())));
    return new ResourceEntry(likeness.action(), changes.size(), line, full);
  }

  /** The name of a resource, and what the provider calls it where that is another. */
  static String name(Change change) {
    String id = change.id();
    String name = change.urn().name();
    // Most ids are the name with something around it, which says nothing new.
    boolean isSpoken = id.isEmpty() || change.urn().isProvider() || id.contains(name);
    return Markdown.code(name) + (isSpoken ? "" : " (" + Markdown.code(id) + ")");
  }

  private static List<String> shortened(List<String> lines) {
    var kept = new ArrayList<String>();
    int length = 0;
    for (String line : lines) {
      length += line.length() + 1;
      if (length > LONGEST_DIFF) {
        kept.add("… " + Markdown.count(lines.size() - kept.size(), "more line"));
        break;
      }
      kept.add(line);
    }
    return kept;
  }
}
