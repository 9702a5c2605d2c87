package dev.openshiftkafka.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The differences between two texts of YAML documents, as a text for review from which the second
 * text is restored exactly.
 *
 * <p>Each document starts with a line {@code --- # KEY} and is compared with the document of the
 * same key. Documents are sorted by key. Equal documents are not part of the result:
 *
 * <ul>
 *   <li>{@code == - KEY}: a document of the first text only
 *   <li>{@code == + KEY}: a document of the second text only, with its lines
 *   <li>{@code == KEY}: a changed document, with hunks as in a unified diff. A hunk starts with the
 *       YAML path of its first line, for reviewers. It has no line numbers, which would change with
 *       every edit above it: it applies to the first match of its context after the hunk before.
 * </ul>
 */
public final class DocumentDiff {
  private static final String DOCUMENT = "--- # ";
  private static final String SECTION = "== ";
  private static final String HUNK = "@@ ";

  private DocumentDiff() {}

  /** The differences; empty when the texts are equal. */
  public static String of(String before, String after) {
    SortedMap<String, List<String>> old = documents(before);
    SortedMap<String, List<String>> current = documents(after);
    var keys = new TreeSet<>(old.keySet());
    keys.addAll(current.keySet());
    var text = new StringBuilder();
    for (String key : keys) {
      if (!current.containsKey(key)) {
        line(text, SECTION + "- " + key);
      } else if (!old.containsKey(key)) {
        line(text, SECTION + "+ " + key);
        current.get(key).forEach(added -> line(text, "+" + added));
      } else if (!old.get(key).equals(current.get(key))) {
        line(text, SECTION + key);
        hunks(old.get(key), current.get(key)).forEach(hunk -> hunk.write(text));
      }
    }
    return text.toString();
  }

  /**
   * Restores the second text.
   *
   * @throws IllegalStateException when the differences do not apply to the first text
   */
  public static String apply(String before, String differences) {
    SortedMap<String, List<String>> documents = documents(before);
    sections(differences)
        .forEach(
            (heading, lines) -> {
              String key = heading.substring(heading.startsWith("+ ") ? 2 : 0);
              if (heading.startsWith("- ")) {
                require(documents.remove(heading.substring(2)) != null, heading);
              } else if (heading.startsWith("+ ")) {
                List<String> added = lines.stream().map(line -> line.substring(1)).toList();
                require(documents.put(key, added) == null, heading);
              } else {
                require(documents.containsKey(key), heading);
                documents.put(key, patched(documents.get(key), lines, key));
              }
            });
    var text = new StringBuilder();
    documents.forEach(
        (key, lines) -> {
          line(text, DOCUMENT + key);
          lines.forEach(content -> line(text, content));
        });
    return text.toString();
  }

  /** Lines that are replaced, after lines that locate them. */
  private record Hunk(String path, List<String> context, List<String> removed, List<String> added) {
    void write(StringBuilder text) {
      line(text, HUNK + path);
      context.forEach(content -> line(text, " " + content));
      removed.forEach(content -> line(text, "-" + content));
      added.forEach(content -> line(text, "+" + content));
    }
  }

  private static List<Hunk> hunks(List<String> before, List<String> after) {
    int[][] common = commonLengths(before, after);
    var hunks = new ArrayList<Hunk>();
    int cursor = 0;
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        i++;
        j++;
        continue;
      }
      int start = i;
      int addedFrom = j;
      while ((i < before.size() || j < after.size())
          && !(i < before.size() && j < after.size() && before.get(i).equals(after.get(j)))) {
        if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
          i++;
        } else {
          j++;
        }
      }
      List<String> removed = before.subList(start, i);
      List<String> added = after.subList(addedFrom, j);
      String path = added.isEmpty() ? YamlPath.of(before, start) : YamlPath.of(after, addedFrom);
      hunks.add(new Hunk(path, context(before, cursor, start, removed), removed, added));
      cursor = i;
    }
    return hunks;
  }

  /** The least context by which a search from the cursor finds the start of a hunk. */
  private static List<String> context(
      List<String> before, int cursor, int start, List<String> removed) {
    for (int from = Math.max(cursor, start - 1); from > cursor; from--) {
      var pattern = new ArrayList<>(before.subList(from, start));
      pattern.addAll(removed);
      if (find(before, pattern, cursor) == from) {
        return before.subList(from, start);
      }
    }
    return before.subList(cursor, start);
  }

  private static List<String> patched(List<String> before, List<String> lines, String key) {
    var after = new ArrayList<String>();
    int cursor = 0;
    int i = 0;
    while (i < lines.size()) {
      require(lines.get(i).startsWith(HUNK), key + ": " + lines.get(i));
      var pattern = new ArrayList<String>();
      int context = 0;
      var added = new ArrayList<String>();
      for (i++; i < lines.size() && !lines.get(i).startsWith(HUNK); i++) {
        String content = lines.get(i).substring(1);
        if (lines.get(i).charAt(0) == '+') {
          added.add(content);
        } else {
          pattern.add(content);
          context += lines.get(i).charAt(0) == ' ' ? 1 : 0;
        }
      }
      int found = find(before, pattern, cursor);
      require(found >= 0, key + ": " + pattern);
      after.addAll(before.subList(cursor, found + context));
      after.addAll(added);
      cursor = found + pattern.size();
    }
    after.addAll(before.subList(cursor, before.size()));
    return after;
  }

  private static int find(List<String> lines, List<String> pattern, int from) {
    for (int i = from; i + pattern.size() <= lines.size(); i++) {
      if (lines.subList(i, i + pattern.size()).equals(pattern)) {
        return i;
      }
    }
    return -1;
  }

  /** Lengths of the longest common subsequences of the remaining lines. */
  private static int[][] commonLengths(List<String> before, List<String> after) {
    var lengths = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        lengths[i][j] =
            before.get(i).equals(after.get(j))
                ? lengths[i + 1][j + 1] + 1
                : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
      }
    }
    return lengths;
  }

  private static SortedMap<String, List<String>> documents(String text) {
    return new TreeMap<>(split(text, DOCUMENT));
  }

  private static Map<String, List<String>> sections(String text) {
    return split(text, SECTION);
  }

  /** The lines after each line with a prefix, by the rest of that line. */
  private static Map<String, List<String>> split(String text, String prefix) {
    var parts = new LinkedHashMap<String, List<String>>();
    List<String> lines = null;
    for (String line : text.lines().toList()) {
      if (line.startsWith(prefix)) {
        lines = new ArrayList<>();
        require(parts.put(line.substring(prefix.length()), lines) == null, "twice: " + line);
      } else if (lines != null) {
        lines.add(line);
      }
    }
    return parts;
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  private static void require(boolean condition, String where) {
    if (!condition) {
      throw new IllegalStateException("the differences do not apply: " + where);
    }
  }
}
