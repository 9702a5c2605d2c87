package dev.openshiftkafka.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/** The versions in local/versions.env. */
public final class PinnedVersions {
  private static final Path FILE = Path.of("local/versions.env");

  private PinnedVersions() {}

  /** The value of a variable. */
  public static String of(String variable) {
    try {
      return Files.readAllLines(FILE).stream()
          .filter(line -> line.startsWith(variable + "="))
          .map(line -> line.substring(variable.length() + 1))
          .findFirst()
          .orElseThrow(() -> new NoSuchElementException(FILE + " has no " + variable));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
