package dev.openshiftkafka.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats property changes as the lines of a diff. */
final class DiffText {
  /** Characters of a line; a longer line is cut to an excerpt around the first difference. */
  private static final int MAX_LINE_LENGTH = 240;

  /** Characters of an excerpt before the first difference. */
  private static final int CONTEXT = 60;

  private DiffText() {}

  static List<String> of(List<PropertyChange> changes) {
    var lines = new ArrayList<String>();
    changes.forEach(change -> lines.addAll(of(change)));
    return lines;
  }

  private static List<String> of(PropertyChange change) {
    String reason = change.replaces() ? "   # forces replacement" : "";
    JsonNode before = change.before();
    JsonNode after = change.after();
    if (before == null || after == null) {
      String sign = after == null ? "- " : "+ ";
      return one(sign, change.path(), after == null ? before : after, reason);
    }
    if (before.equals(after)) {
      return List.of("! " + change.path() + ": " + same(before) + reason);
    }
    if (isUnknown(after) && !ValueText.isShort(before)) {
      return List.of("! " + change.path() + ": " + SecretMasker.UNKNOWN + reason);
    }
    if (ValueText.isShort(before) && ValueText.isShort(after)) {
      String old = ValueText.inline(before);
      String current = ValueText.inline(after);
      int difference = firstDifference(old, current);
      return List.of(
          "- " + change.path() + ": " + excerpt(old, difference),
          "+ " + change.path() + ": " + excerpt(current, difference) + reason);
    }
    var lines = new ArrayList<String>();
    lines.add("! " + change.path() + ":" + reason);
    LineDiff.of(ValueText.lines(before), ValueText.lines(after))
        .forEach(line -> lines.add(excerpt(line, 0)));
    return lines;
  }

  private static boolean isUnknown(JsonNode value) {
    return value.asText().equals(SecretMasker.UNKNOWN);
  }

  /** A change that only the provider reports: the values are secret or unavailable. */
  private static String same(JsonNode value) {
    return value.asText().equals(SecretMasker.SECRET)
        ? SecretMasker.SECRET + " changes; the value is masked"
        : "changes";
  }

  private static List<String> one(
      String sign, String path, @Nullable JsonNode value, String reason) {
    if (value == null) {
      return List.of("! " + path + ": changes" + reason);
    }
    if (ValueText.isShort(value)) {
      return List.of(sign + path + ": " + excerpt(ValueText.inline(value), 0) + reason);
    }
    var lines = new ArrayList<String>();
    lines.add(sign + path + ":" + reason);
    ValueText.lines(value).forEach(line -> lines.add(sign + "  " + excerpt(line, 0)));
    return lines;
  }

  private static int firstDifference(String one, String other) {
    int i = 0;
    while (i < one.length() && i < other.length() && one.charAt(i) == other.charAt(i)) {
      i++;
    }
    return i;
  }

  private static String excerpt(String line, int difference) {
    if (line.length() <= MAX_LINE_LENGTH) {
      return line;
    }
    int start = difference < MAX_LINE_LENGTH - CONTEXT ? 0 : difference - CONTEXT;
    int end = Math.min(line.length(), start + MAX_LINE_LENGTH);
    return (start > 0 ? "… " : "")
        + line.substring(start, end)
        + (end < line.length() ? " … (" + line.length() + " characters)" : "");
  }
}
