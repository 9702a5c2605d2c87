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
   * @param beside class in whose package the file is
   * @param name path relative to that package, such as {@code rules/broker.yaml}
   */
  public static String of(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name + " beside " + beside);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
