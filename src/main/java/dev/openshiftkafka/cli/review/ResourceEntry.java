package dev.openshiftkafka.cli.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One resource in a comment, or several of one kind with the same changes, such as the volumes of
 * all brokers.
 *
 * @param resources number of resources
 * @param name a line with their names only
 * @param full their names and property changes; equal to {@code name} without property changes
 */
record ResourceEntry(Action action, int resources, String name, String full) {
  /** Characters of a diff, so that one long diff does not displace the others. */
  private static final int MAX_DIFF_LENGTH = 12_000;

  /** Resources with the same key share one entry. */
  private record GroupKey(Action action, String kind, boolean missing, List<String> diff) {}

  /** Entries in the order of the changes. */
  static List<ResourceEntry> of(List<Change> changes) {
    var groups = new LinkedHashMap<GroupKey, List<Change>>();
    for (Change change : changes.stream().filter(change -> !change.isGroup()).toList()) {
      groups.computeIfAbsent(groupKey(change), absent -> new ArrayList<>()).add(change);
    }
    var entries = new ArrayList<ResourceEntry>();
    for (Map.Entry<GroupKey, List<Change>> group : groups.entrySet()) {
      if (group.getKey().diff().isEmpty()) {
        group.getValue().forEach(change -> entries.add(of(group.getKey(), List.of(change))));
      } else {
        entries.add(of(group.getKey(), group.getValue()));
      }
    }
    return entries;
  }

  private static GroupKey groupKey(Change change) {
    List<PropertyChange> properties =
        change.properties().stream().filter(property -> !hasOwnTable(change, property)).toList();
    boolean missing = change.action() == Action.DRIFT && change.after().isEmpty();
    return new GroupKey(change.action(), change.urn().kind(), missing, DiffText.of(properties));
  }

  private static boolean hasOwnTable(Change change, PropertyChange property) {
    return change.urn().isStack() && property.path().startsWith(CapacityChange.OUTPUT);
  }

  private static ResourceEntry of(GroupKey groupKey, List<Change> changes) {
    String names = changes.stream().map(ResourceEntry::name).collect(Collectors.joining(", "));
    String title =
        (changes.get(0).urn().isStack() ? "Outputs of the stack" : groupKey.kind() + " " + names)
            + (groupKey.missing() ? ": no longer exists" : "");
    String line = "- " + title + "\n";
    String full =
        groupKey.diff().isEmpty()
            ? line
            : Markdown.details(
                title,
                groupKey.action() == Action.REPLACE,
                Markdown.fence("diff", shortened(groupKey.diff())));
    return new ResourceEntry(groupKey.action(), changes.size(), line, full);
  }

  /** The name of a resource, and its provider id if the id does not contain the name. */
  static String name(Change change) {
    String id = change.id();
    String name = change.urn().name();
    // Most ids only add a prefix or a suffix to the name.
    boolean redundant = id.isEmpty() || change.urn().isProvider() || id.contains(name);
    return Markdown.code(name) + (redundant ? "" : " (" + Markdown.code(id) + ")");
  }

  private static List<String> shortened(List<String> lines) {
    var kept = new ArrayList<String>();
    int length = 0;
    for (String line : lines) {
      length += line.length() + 1;
      if (length > MAX_DIFF_LENGTH) {
        kept.add("… " + Markdown.count(lines.size() - kept.size(), "more line"));
        break;
      }
      kept.add(line);
    }
    return kept;
  }
}
