package dev.openshiftkafka.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds external programs of tests. */
public final class Programs {
  private Programs() {}

  /** Returns the path of the first of these programs on PATH; fails when there is none. */
  public static String onPath(String... names) {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(() -> new AssertionError("none of " + List.of(names) + " is on the PATH"));
  }
}
