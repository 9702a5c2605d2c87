package dev.openshiftkafka.docs;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The components of a run with what each makes, and which waits for which, as a Mermaid flowchart.
 *
 * <p>A component inside another is drawn inside it. An arrow leads from what waits to what it waits
 * for; one that follows from others is left out.
 */
final class ResourceGraph {
  private static final String COMPONENT = "openshiftkafka:";

  private final Map<String, Declared> byKey = new HashMap<>();
  private final Map<String, List<Declared>> inside = new TreeMap<>();
  private final Map<String, Set<String>> waits = new TreeMap<>();

  ResourceGraph(StackRun run) {
    run.declared().forEach(resource -> byKey.put(key(resource), resource));
    for (Declared resource : run.declared()) {
      String component = component(resource);
      if (component != null && !component.equals(key(resource))) {
        inside.computeIfAbsent(component, c -> new ArrayList<>()).add(resource);
      }
      for (String urn : resource.dependsOn()) {
        wait(component, component(byKey.get(key(urn))));
      }
    }
  }

  private void wait(String from, String to) {
    if (from != null && to != null && !from.equals(to) && !within(from, to) && !within(to, from)) {
      waits.computeIfAbsent(from, c -> new TreeSet<>()).add(to);
    }
  }

  private static String key(Declared resource) {
    return resource.type() + "::" + resource.name();
  }

  /** Type and name: a URN has the types of all parents before them. */
  private static String key(String urn) {
    String[] parts = urn.split("::");
    return parts[2].substring(parts[2].lastIndexOf('$') + 1) + "::" + parts[3];
  }

  /** The innermost component of a resource, which may be itself; null when it has none. */
  private String component(Declared resource) {
    if (resource == null) {
      return null;
    }
    if (resource.type().startsWith(COMPONENT)) {
      return key(resource);
    }
    return parent(resource);
  }

  private String parent(Declared resource) {
    return resource.parent().isEmpty() ? null : component(byKey.get(key(resource.parent())));
  }

  private boolean within(String inner, String outer) {
    for (String c = inner; c != null; c = parent(byKey.get(c))) {
      if (c.equals(outer)) {
        return true;
      }
    }
    return false;
  }

  /** The whole chart. */
  String mermaid() {
    var text = new StringBuilder("flowchart LR\n");
    components().filter(c -> parent(byKey.get(c)) == null).forEach(c -> draw(c, "  ", text));
    waits.forEach(
        (from, all) ->
            all.stream()
                .filter(to -> !follows(from, to))
                .filter(to -> all.stream().noneMatch(o -> !o.equals(to) && within(to, o)))
                .forEach(to -> text.append("  " + id(from) + " --> " + id(to) + "\n")));
    return text.toString();
  }

  private Stream<String> components() {
    return byKey.keySet().stream().filter(c -> c.startsWith(COMPONENT)).sorted();
  }

  private void draw(String component, String indent, StringBuilder text) {
    List<String> children =
        components().filter(c -> component.equals(parent(byKey.get(c)))).toList();
    String box = id(component) + "[\"" + label(component) + "\"]\n";
    if (children.isEmpty()) {
      text.append(indent).append(box);
      return;
    }
    text.append(indent).append("subgraph ").append(box);
    children.forEach(child -> draw(child, indent + "  ", text));
    text.append(indent).append("end\n");
  }

  private String label(String component) {
    String type = component.substring(component.indexOf("::") - simple(component).length());
    Map<String, Long> kinds =
        inside.getOrDefault(component, List.of()).stream()
            .filter(resource -> !resource.type().startsWith(COMPONENT))
            .collect(Collectors.groupingBy(Declared::kind, TreeMap::new, Collectors.counting()));
    String made =
        kinds.entrySet().stream()
            .map(kind -> kind.getValue() + " " + kind.getKey())
            .collect(Collectors.joining(", "));
    return "<b>" + type.replace("::", "</b> ") + (made.isEmpty() ? "" : "<br/>" + made);
  }

  private static String simple(String component) {
    String type = component.substring(0, component.indexOf("::"));
    return type.substring(type.lastIndexOf(':') + 1);
  }

  private static String id(String component) {
    return component.substring(COMPONENT.length()).replaceAll("[^A-Za-z0-9]+", "_");
  }

  /** Whether there is a way with more than one step. */
  private boolean follows(String from, String to) {
    return waits.getOrDefault(from, Set.of()).stream()
        .anyMatch(step -> !step.equals(to) && reaches(step, to, new TreeSet<>()));
  }

  private boolean reaches(String from, String to, Set<String> seen) {
    return from.equals(to)
        || seen.add(from)
            && waits.getOrDefault(from, Set.of()).stream()
                .anyMatch(next -> reaches(next, to, seen));
  }
}
