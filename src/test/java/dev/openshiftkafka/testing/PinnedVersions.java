package dev.openshiftkafka.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** The versions in local/versions.env. */
public final class PinnedVersions {
  private static final Path FILE = Path.of("local/versions.env");

  /** The version of Kafka that tests with ZooKeeper run. */
  public static final String KAFKA_3 = of("KAFKA_3_VERSION");

  /** The version of Kafka that tests with KRaft run. */
  public static final String KAFKA_4 = of("KAFKA_4_VERSION");

  private PinnedVersions() {}

  /** Both versions of Kafka, as the source of a parameterized test. */
  public static Stream<String> kafka() {
    return Stream.of(KAFKA_3, KAFKA_4);
  }

  /** Returns the value of a variable. */
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
