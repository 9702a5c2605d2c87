package dev.openshiftkafka.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compares texts with reviewed files; {@code -Dgolden.update=true} overwrites the files. */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  /** Compares with a file below src/test/resources/golden. */
  public static void assertMatches(String file, String actual) {
    assertSame(FOLDER.resolve(file), actual);
  }

  /**
   * Compares with YAML documents that are stored as differences to others.
   *
   * @param names name of the documents, then of those that they are compared with, and so on; the
   *     last is stored whole in {@code NAME.yaml}, the others as differences in {@code NAME.diff}
   */
  public static void assertDocuments(List<String> names, String actual) {
    String name = names.get(0);
    if (names.size() == 1) {
      assertMatches(name + ".yaml", actual);
      return;
    }
    List<String> base = names.subList(1, names.size());
    String heading = "# %s as differences to %s\n".formatted(name, base.get(0));
    assertMatches(name + ".diff", heading + DocumentDiff.of(documents(base), actual));
    assertEquals(actual, documents(names), name + ".diff does not restore the documents");
  }

  private static String documents(List<String> names) {
    return names.size() == 1
        ? read(FOLDER.resolve(names.get(0) + ".yaml"))
        : DocumentDiff.apply(
            documents(names.subList(1, names.size())),
            read(FOLDER.resolve(names.get(0) + ".diff")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares with the part of a file between two marks; the text outside of it is written by hand.
   *
   * @param begin mark before the part, which occurs once
   * @param end mark after the part
   */
  public static void assertPart(Path file, String begin, String end, String actual) {
    try {
      String text = Files.readString(file);
      assertTrue(text.contains(begin) && text.contains(end), file + " has no marks");
      String before = text.substring(0, text.indexOf(begin) + begin.length());
      assertSame(file, before + actual + text.substring(text.indexOf(end)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares with any file of the repository. */
  public static void assertSame(Path file, String actual) {
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
      }
      assertEquals(
          Files.exists(file) ? Files.readString(file) : "",
          actual,
          file + " differs; after review run: mvn test -Dgolden.update=true");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
