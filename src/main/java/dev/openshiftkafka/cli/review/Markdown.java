package dev.openshiftkafka.cli.review;

import java.util.List;

/** Escapes texts for Markdown. */
final class Markdown {
  private Markdown() {}

  /** Inline code, for sentences, tables and summaries. */
  static String code(String text) {
    return "<code>"
        + text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("|", "&#124;")
            .replace("\n", " ")
        + "</code>";
  }

  /** A fenced code block; the fence is longer than any fence in the lines. */
  static String fence(String language, List<String> lines) {
    var fence = new StringBuilder("```");
    while (lines.stream().anyMatch(line -> line.contains(fence))) {
      fence.append('`');
    }
    return fence + language + "\n" + String.join("\n", lines) + "\n" + fence + "\n";
  }

  /** A collapsible section. */
  static String details(String summary, boolean open, String body) {
    return (open ? "<details open><summary>" : "<details><summary>")
        + summary
        + "</summary>\n\n"
        + body
        + "\n</details>\n";
  }

  /** "1 resource" or "2 resources". */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
