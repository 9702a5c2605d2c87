package dev.openshiftkafka.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares texts with files that were reviewed; -Dgolden.update=true writes them anew. */
public final class Golden {
  private Golden() {}

  /** Compares with a file below src/test/resources/golden. */
  public static void assertMatches(String file, String actual) {
    assertSame(Path.of("src/test/resources/golden", file), actual);
  }

  /**
   * Compares with the part of a file between two marks; what stands around it is written by hand.
   *
   * @param begin text that stands before the part, once
   * @param end text that stands after it
   */
  public static void assertPart(Path file, String begin, String end, String actual) {
    try {
      String text = Files.readString(file);
      assertTrue(text.contains(begin) && text.contains(end), file + " lost its marks");
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
