package dev.openshiftkafka.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What documents name is there. */
class DocumentsTest {
  /** A path of this repository, unless a part of it is a placeholder in capitals. */
  private static final Pattern PATH =
      Pattern.compile(
          "(?<![\\w./-])((?:bin|local|\\.ci|docs|stacks|src|\\.github)/[A-Za-z0-9_./-]*)");

  private static final Pattern MAKE = Pattern.compile("(?<![\\w-])make ([a-z][a-z-]+)");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var broken = new ArrayList<String>();
    for (MarkdownFile file : MarkdownFile.all()) {
      for (String link : file.links()) {
        String[] parts = link.split("#", 2);
        Path target =
            parts[0].isEmpty() ? file.path() : file.path().resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
          broken.add(file.path() + ": " + link);
        } else if (parts.length == 2 && !MarkdownFile.read(target).anchors().contains(parts[1])) {
          broken.add(file.path() + ": " + link + ": no such heading");
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void everyPathThatIsNamedExists() throws IOException {
    var missing = new ArrayList<String>();
    for (MarkdownFile file : MarkdownFile.all()) {
      file.inCode(PATH)
          .map(found -> found.group(1).replaceAll("[./]+$", ""))
          .filter(path -> !path.matches(".*(STACK|ENVIRONMENT|FOLDER|NAME).*|.*-kraft.*"))
          .filter(path -> !Files.exists(Path.of(path)) && !Files.exists(beside(file, path)))
          .forEach(path -> missing.add(file.path() + ": " + path));
    }
    assertEquals(List.of(), missing);
  }

  private static Path beside(MarkdownFile file, String path) {
    return file.path().resolveSibling(path);
  }

  @Test
  void everyTargetOfMakeExists() throws IOException {
    String makefile = Files.readString(Path.of("Makefile"));
    var missing = new ArrayList<String>();
    for (MarkdownFile file : MarkdownFile.all()) {
      file.inCode(MAKE)
          .filter(found -> !makefile.contains("\n" + found.group(1) + ":"))
          .forEach(found -> missing.add(file.path() + ": " + found.group()));
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyDocumentIsFoundFromReadme() throws IOException {
    MarkdownFile readme = MarkdownFile.read(Path.of("README.md"));
    for (MarkdownFile file : MarkdownFile.all()) {
      if (file.path().startsWith("docs")) {
        assertTrue(
            readme.links().stream().anyMatch(link -> link.startsWith(file.path().toString())),
            file.path() + " is not linked from README.md");
      }
    }
  }
}
