package dev.openshiftkafka.cli.review;

import java.util.List;

/** Writes texts of others so that a comment shows them as they are. */
final class Markdown {
  private Markdown() {}

  /** A short text in the type of code, inside a sentence, a table or a summary. */
  static String code(String text) {
    return "<code>"
        + text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("|", "&#124;")
            .replace("\n", " ")
        + "</code>";
  }

  /** Lines as they are; the fence is longer than any that they contain. */
  static String fence(String language, List<String> lines) {
    var fence = new StringBuilder("```");
    while (lines.stream().anyMatch(line -> line.contains(fence))) {
      fence.append('`');
    }
    return fence + language + "\n" + String.join("\n", lines) + "\n" + fence + "\n";
  }

  /** A part that opens and closes with a click. */
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
