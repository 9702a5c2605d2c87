package dev.openshiftkafka.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the path of a line in YAML of block style, such as {@code spec.containers[broker].image}.
 */
final class YamlPath {
  private static final Pattern KEY = Pattern.compile("\"?([^\"#:]+)\"?:( .*)?");
  private static final Pattern TEXT_BLOCK = Pattern.compile(".*[|>][+-]?");

  /**
   * A key, or an item of a list.
   *
   * @param column column of the key; for an item, that of its dash plus one
   */
  private record Step(int column, String label) {}

  private YamlPath() {}

  static String of(List<String> lines, int line) {
    Deque<Step> steps = new ArrayDeque<>();
    int textColumn = -1;
    for (int i = 0; i <= line; i++) {
      String content = lines.get(i).stripLeading();
      int column = lines.get(i).length() - content.length();
      if (textColumn >= 0 && (content.isEmpty() || column > textColumn)) {
        continue;
      }
      textColumn = -1;
      while (content.startsWith("- ")) {
        drop(steps, column + 1);
        steps.addLast(new Step(column + 1, name(lines, i, column + 2)));
        content = content.substring(2);
        column += 2;
      }
      Matcher key = KEY.matcher(content);
      if (key.matches()) {
        drop(steps, column);
        steps.addLast(new Step(column, "." + key.group(1)));
        textColumn = TEXT_BLOCK.matcher(content).matches() ? column : -1;
      }
    }
    String path = steps.stream().map(Step::label).collect(Collectors.joining());
    return path.startsWith(".") ? path.substring(1) : path;
  }

  private static void drop(Deque<Step> steps, int column) {
    while (!steps.isEmpty() && steps.peekLast().column() >= column) {
      steps.removeLast();
    }
  }

  /**
   * The name of a list item with a field {@code name} or {@code alert}; otherwise empty brackets.
   */
  private static String name(List<String> lines, int item, int column) {
    for (int i = item; i < lines.size(); i++) {
      String line = i == item ? " ".repeat(column) + lines.get(i).substring(column) : lines.get(i);
      String content = line.stripLeading();
      int indent = line.length() - content.length();
      if (indent < column && !content.isEmpty()) {
        break;
      }
      if (indent == column && (content.startsWith("name: ") || content.startsWith("alert: "))) {
        return "[" + content.substring(content.indexOf(' ') + 1) + "]";
      }
    }
    return "[]";
  }
}
