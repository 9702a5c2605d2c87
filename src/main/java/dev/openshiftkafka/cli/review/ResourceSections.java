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
 * The resources of a plan, cut to a maximum length.
 *
 * <p>Names have priority over diffs, because a reviewer must know of each resource. The end of the
 * list, with the least important resources, is cut first.
 */
final class ResourceSections {
  private static final int HEADING_LENGTH = 80;

  private final List<ResourceEntry> entries;
  private final int named;
  private final boolean[] inFull;

  private ResourceSections(List<ResourceEntry> entries, int named, boolean[] inFull) {
    this.entries = entries;
    this.named = named;
    this.inFull = inFull;
  }

  /** Selects what fits into a number of characters; the most important changes come first. */
  static ResourceSections fit(List<Change> changes, int characters) {
    List<ResourceEntry> entries = ResourceEntry.of(changes);
    int remaining = characters - Action.values().length * HEADING_LENGTH;
    int named = 0;
    while (named < entries.size() && entries.get(named).name().length() <= remaining) {
      remaining -= entries.get(named).name().length();
      named++;
    }
    var inFull = new boolean[named];
    for (int i = 0; i < named; i++) {
      int more = 1 + entries.get(i).full().length() - entries.get(i).name().length();
      inFull[i] = more <= remaining;
      remaining -= inFull[i] ? more : 0;
    }
    return new ResourceSections(entries, named, inFull);
  }

  /** One section for each action. */
  String markdown() {
    var sections = new TreeMap<Action, StringBuilder>();
    for (int i = 0; i < named; i++) {
      ResourceEntry entry = entries.get(i);
      String text = inFull[i] ? entry.full() : entry.name();
      StringBuilder section =
          sections.computeIfAbsent(entry.action(), action -> new StringBuilder());
      // Markdown needs an empty line between a list and a collapsible section.
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

  /** What was omitted; empty when everything fits. */
  Optional<String> omitted() {
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
