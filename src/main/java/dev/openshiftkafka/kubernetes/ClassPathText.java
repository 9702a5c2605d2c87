package dev.openshiftkafka.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads text files of this program's class path. */
public final class ClassPathText {
  private ClassPathText() {}

  /**
   * The content of a file.
   *
   * @param type class in whose package the file is
   * @param name path relative to that package, such as {@code rules/broker.yaml}
   */
  public static String of(Class<?> type, String name) {
    try (InputStream in = type.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "not on the class path: " + name + " in the package of " + type);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
