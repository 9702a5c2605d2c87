package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A property path in Pulumi's syntax: {@code spec.labels["app.kubernetes.io/name"][0].x}. */
final class PropertyPath {
  private static final Pattern PART =
      Pattern.compile("\\[\"((?:[^\"\\\\]|\\\\.)*)\"\\]|\\[(\\d+)\\]|([^.\\[\\]]+)");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][\\w$-]*");

  private final List<Object> parts;

  private PropertyPath(List<Object> parts) {
    this.parts = parts;
  }

  static PropertyPath of(String text) {
    var parts = new ArrayList<Object>();
    Matcher matcher = PART.matcher(text);
    while (matcher.find()) {
      if (matcher.group(2) != null) {
        parts.add(Integer.valueOf(matcher.group(2)));
      } else {
        String quoted = matcher.group(1);
        parts.add(quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
      }
    }
    return new PropertyPath(parts);
  }

  /** The value at this path, or null. */
  @Nullable JsonNode in(@Nullable JsonNode root) {
    JsonNode found = root;
    for (Object part : parts) {
      if (found != null && part instanceof Integer index && found.isArray()) {
        found = found.get(index);
      } else if (found != null && part instanceof String name && found.isObject()) {
        found = found.get(name);
      } else {
        return null;
      }
    }
    return found;
  }

  /** The path of a member of an object. */
  static String member(String path, String name) {
    if (!PLAIN.matcher(name).matches()) {
      return path + "[\"" + name.replace("\"", "\\\"") + "\"]";
    }
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The path of an element of an array, identified by its index or its name. */
  static String element(String path, String key) {
    return path + "[" + key + "]";
  }

  /** The path before the first array element, which Pulumi and this diff identify differently. */
  String head() {
    String head = "";
    for (Object part : parts) {
      if (!(part instanceof String name)) {
        return head;
      }
      head = member(head, name);
    }
    return head;
  }
}
