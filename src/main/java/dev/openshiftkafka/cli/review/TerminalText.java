package dev.openshiftkafka.cli.review;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Renders a comment for a terminal: without HTML, and with colors. */
final class TerminalText {
  private final Ansi ansi;
  private final StringBuilder text = new StringBuilder();
  private boolean inDiff;

  private TerminalText(Ansi ansi) {
    this.ansi = ansi;
  }

  static String of(String markdown, Ansi ansi) {
    var terminal = new TerminalText(ansi);
    markdown.lines().forEach(terminal::add);
    return terminal.text.toString().replaceAll("\n{3,}", "\n\n");
  }

  private void add(String line) {
    if (line.startsWith("```")) {
      inDiff = !inDiff;
    } else if (inDiff) {
      append(line, line.isEmpty() ? null : ofDiff(line.charAt(0)));
    } else if (!line.startsWith("<!--") && !line.equals("</details>")) {
      append(plain(line), ofText(line));
    }
  }

  private void append(String line, @Nullable Style style) {
    String shown = style == null || !ansi.enabled() ? line : style.on() + line + Style.reset.on();
    text.append(shown).append('\n');
  }

  private static String plain(String line) {
    return line.replaceAll("^<details.*?><summary>", "* ")
        .replaceAll("</?(details|summary|code)>", "")
        .replace("**", "")
        .replace("&#124;", "|")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static @Nullable Style ofDiff(char sign) {
    return switch (sign) {
      case '+' -> Style.fg_green;
      case '-' -> Style.fg_red;
      case '!', '@' -> Style.fg_yellow;
      default -> null;
    };
  }

  private static @Nullable Style ofText(String line) {
    if (line.startsWith("> [!CAUTION]")) {
      return Style.fg_red;
    }
    if (line.startsWith("> [!WARNING]")) {
      return Style.fg_yellow;
    }
    return line.startsWith("#") ? Style.bold : null;
  }
}
