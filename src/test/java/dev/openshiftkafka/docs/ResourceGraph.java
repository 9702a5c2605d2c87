package dev.openshiftkafka.docs;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
                .filter(to -> !follows(from, to, waits))
                .filter(to -> all.stream().noneMatch(o -> !o.equals(to) && within(to, o)))
                .forEach(to -> text.append("  " + id(from) + " --> " + id(to) + "\n")));
    return text.toString();
  }

  /**
   * A smaller chart: one box for each title, with the kinds of the resources in it that are shown.
   *
   * @param titles titles of components, by type or by {@code type::name}; components inside one
   *     with a title are part of it, and one without a title stands for those inside it
   * @param shown the kinds that are named
   */
  String condensed(Map<String, String> titles, Set<String> shown) {
    Map<String, Set<String>> edges = new TreeMap<>();
    waits.forEach(
        (from, all) ->
            all.forEach(
                to ->
                    boxes(from, titles)
                        .forEach(
                            box ->
                                edges
                                    .computeIfAbsent(box, b -> new TreeSet<>())
                                    .addAll(boxes(to, titles)))));
    edges.forEach((from, all) -> all.remove(from));
    var text = new StringBuilder("flowchart LR\n");
    for (String title : new LinkedHashSet<>(titles.values())) {
      String kinds = kinds(resources(title, titles), shown);
      text.append("  " + box(slug(title), "<b>" + title + "</b><br/>" + kinds));
    }
    edges.forEach(
        (from, all) -> {
          String to =
              all.stream()
                  .filter(box -> !follows(from, box, edges))
                  .map(ResourceGraph::slug)
                  .collect(Collectors.joining(" & "));
          text.append(to.isEmpty() ? "" : "  " + slug(from) + " --> " + to + "\n");
        });
    return text.toString();
  }

  private static String slug(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  /** The titles of a component: its own or its parent's, else of what is inside it. */
  private Set<String> boxes(String component, Map<String, String> titles) {
    for (String c = component; c != null; c = parent(byKey.get(c))) {
      String title = titles.getOrDefault(c, titles.get(byKey.get(c).type()));
      if (title != null) {
        return Set.of(title);
      }
    }
    Set<String> inner =
        components()
            .filter(c -> !c.equals(component) && within(c, component))
            .flatMap(c -> boxes(c, titles).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertFalse(inner.isEmpty(), component + " is not in the drawing: give it a title");
    return inner;
  }

  private Stream<Declared> resources(String title, Map<String, String> titles) {
    return components()
        .filter(c -> boxes(c, titles).equals(Set.of(title)))
        .flatMap(c -> inside.getOrDefault(c, List.of()).stream());
  }

  private Stream<String> components() {
    return byKey.keySet().stream().filter(c -> c.startsWith(COMPONENT)).sorted();
  }

  private void draw(String component, String indent, StringBuilder text) {
    List<String> children =
        components().filter(c -> component.equals(parent(byKey.get(c)))).toList();
    String name = component.substring(component.indexOf("::") - simple(component).length());
    String title = "<b>" + name.replace("::", "</b> ");
    String made = made(component);
    if (children.isEmpty()) {
      text.append(indent + box(id(component), title + "<br/>" + made));
      return;
    }
    text.append(indent + "subgraph " + box(id(component), title));
    if (!made.isEmpty()) {
      text.append(indent + "  " + box(id(component) + "_itself", made));
    }
    children.forEach(child -> draw(child, indent + "  ", text));
    text.append(indent).append("end\n");
  }

  private static String box(String id, String label) {
    return id + "[\"" + label + "\"]\n";
  }

  /** The resources of a component that are in no other, by kind. */
  private String made(String component) {
    return kinds(inside.getOrDefault(component, List.of()).stream(), null);
  }

  /** How many resources there are of each kind that is shown; null shows all. */
  private static String kinds(Stream<Declared> resources, Set<String> shown) {
    Map<String, Long> kinds =
        resources
            .filter(resource -> !resource.type().startsWith(COMPONENT))
            .filter(resource -> shown == null || shown.contains(resource.kind()))
            .collect(Collectors.groupingBy(Declared::kind, TreeMap::new, Collectors.counting()));
    return kinds.entrySet().stream()
        .map(kind -> kind.getValue() + " " + kind.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String simple(String component) {
    String type = component.substring(0, component.indexOf("::"));
    return type.substring(type.lastIndexOf(':') + 1);
  }

  private static String id(String component) {
    return component.substring(COMPONENT.length()).replaceAll("[^A-Za-z0-9]+", "_");
  }

  /** Whether there is a way with more than one step. */
  private static boolean follows(String from, String to, Map<String, Set<String>> edges) {
    return edges.getOrDefault(from, Set.of()).stream()
        .anyMatch(step -> !step.equals(to) && reaches(step, to, edges, new TreeSet<>()));
  }

  private static boolean reaches(
      String from, String to, Map<String, Set<String>> edges, Set<String> seen) {
    return from.equals(to)
        || seen.add(from)
            && edges.getOrDefault(from, Set.of()).stream()
                .anyMatch(next -> reaches(next, to, edges, seen));
  }
}
