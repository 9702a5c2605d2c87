package dev.openshiftkafka.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
