package dev.openshiftkafka.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of the repository: its links, its headings, and the blocks of commands in it. */
record MarkdownFile(Path path, String text) {
  private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```(\\w*)\\n(.*?)^ *```$");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  /** All documents that are kept in the repository. */
  static List<MarkdownFile> all() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(""))) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().matches("(target|\\.git|src/test/resources)/.*"))
          .map(MarkdownFile::read)
          .sorted((a, b) -> a.path.compareTo(b.path))
          .toList();
    }
  }

  static MarkdownFile read(Path path) {
    try {
      return new MarkdownFile(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without blocks of code. */
  private String prose() {
    return FENCE.matcher(text).replaceAll("");
  }

  /** Where links lead, save those to other hosts. */
  List<String> links() {
    return LINK.matcher(prose())
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.matches("(https?|mailto):.*"))
        .toList();
  }

  /** The anchors of its headings, as a host of repositories makes them. */
  Set<String> anchors() {
    var anchors = new TreeSet<String>();
    Map<String, Integer> seen = new HashMap<>();
    HEADING
        .matcher(prose())
        .results()
        .map(heading -> slug(heading.group(1)))
        .forEach(
            slug -> {
              int before = seen.merge(slug, 1, Integer::sum) - 1;
              anchors.add(before == 0 ? slug : slug + "-" + before);
            });
    return anchors;
  }

  private static String slug(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .strip()
        .replace(' ', '-');
  }

  /** Blocks of shell commands. */
  List<String> commandBlocks() {
    return FENCE
        .matcher(text)
        .results()
        .filter(block -> block.group(2).matches("sh|bash"))
        .map(block -> block.group(3).replaceAll("(?m)^" + block.group(1), ""))
        .toList();
  }

  /** Everything that is set as code: spans and blocks. */
  List<String> code() {
    var code = new ArrayList<>(CODE.matcher(prose()).results().map(span -> span.group(1)).toList());
    FENCE.matcher(text).results().map(block -> block.group(3)).forEach(code::add);
    return code;
  }

  /** What a pattern finds in its code. */
  Stream<MatchResult> inCode(Pattern pattern) {
    return code().stream().flatMap(code -> pattern.matcher(code).results());
  }
}
