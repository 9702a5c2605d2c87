package dev.openshiftkafka.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares texts with reviewed golden files; -Dgolden.update=true overwrites them. */
public final class Golden {
  private Golden() {}

  /** Compares with a file of src/test/resources/golden. */
  public static void assertMatches(String file, String actual) {
    assertSame(Path.of("src/test/resources/golden", file), actual);
  }

  /**
   * Compares with the generated part of a file, between two markers.
   *
   * @param begin text before the part; it occurs once
   * @param end text after the part
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
