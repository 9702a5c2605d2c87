package dev.openshiftkafka.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that lie on this program's class path. */
public final class ClassPathText {
  private ClassPathText() {}

  /**
   * A whole file.
   *
   * @param beside class in whose package it lies
   * @param name its name from there, such as {@code rules/broker.yaml}
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
