package dev.openshiftkafka.cli.review;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The resources of a plan, as many of them and as much of each as there is room for.
 *
 * <p>All names come before the first diff: a reviewer must know of each resource. What is cut is
 * the end of the list, where the least important stand.
 */
final class ResourceSections {
  private static final int HEADING = 80;

  private final List<ResourceEntry> entries;
  private final int named;
  private final boolean[] inFull;

  private ResourceSections(List<ResourceEntry> entries, int named, boolean[] inFull) {
    this.entries = entries;
    this.named = named;
    this.inFull = inFull;
  }

  /** Fits changes, the most important first, into a number of characters. */
  static ResourceSections fit(List<Change> changes, int characters) {
    List<ResourceEntry> entries = ResourceEntry.of(changes);
    int room = characters - Action.values().length * HEADING;
    int named = 0;
    while (named < entries.size() && entries.get(named).name().length() <= room) {
      room -= entries.get(named).name().length();
      named++;
    }
    var inFull = new boolean[named];
    for (int i = 0; i < named; i++) {
      int more = 1 + entries.get(i).full().length() - entries.get(i).name().length();
      inFull[i] = more <= room;
      room -= inFull[i] ? more : 0;
    }
    return new ResourceSections(entries, named, inFull);
  }

  /** A section for each kind of change. */
  String markdown() {
    var sections = new TreeMap<Action, StringBuilder>();
    for (int i = 0; i < named; i++) {
      ResourceEntry entry = entries.get(i);
      String text = inFull[i] ? entry.full() : entry.name();
      StringBuilder section =
          sections.computeIfAbsent(entry.action(), action -> new StringBuilder());
      // A list and a block that opens need an empty line between them.
      boolean listed = section.length() > 0 && !section.toString().endsWith("</details>\n");
      section.append(listed && text.startsWith("-") ? "" : "\n").append(text);
    }
    return sections.entrySet().stream()
        .map(
            section ->
                "\n### %s\n\n%s\n"
                    .formatted(section.getKey().heading(), section.getValue().toString().strip()))
        .collect(Collectors.joining());
  }

  /** What there was no room for; empty when there was room for all. */
  Optional<String> leftOut() {
    var names = new EnumMap<Action, Integer>(Action.class);
    var diffs = new EnumMap<Action, Integer>(Action.class);
    for (int i = 0; i < entries.size(); i++) {
      if (i >= named) {
        names.merge(entries.get(i).action(), entries.get(i).resources(), Integer::sum);
      } else if (!inFull[i]) {
        diffs.merge(entries.get(i).action(), entries.get(i).resources(), Integer::sum);
      }
    }
    List<String> parts =
        Stream.concat(
                diffs.entrySet().stream().map(part -> "the properties of " + resources(part)),
                names.entrySet().stream().map(ResourceSections::resources))
            .toList();
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  private static String resources(Map.Entry<Action, Integer> part) {
    return Markdown.count(part.getValue(), "resource")
        + " ("
        + part.getKey().heading().toLowerCase(Locale.ROOT)
        + ")";
  }
}
