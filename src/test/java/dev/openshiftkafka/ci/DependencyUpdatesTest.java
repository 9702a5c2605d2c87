package dev.openshiftkafka.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Whatever is pinned is looked after: a file that pins versions stands in the configuration. */
class DependencyUpdatesTest {
  private static final Path CONFIG = Path.of(".github/dependabot.yml");

  private static Set<String> covered(String ecosystem) throws IOException {
    Map<String, List<Map<String, Object>>> config = new Yaml().load(Files.readString(CONFIG));
    return config.get("updates").stream()
        .filter(update -> ecosystem.equals(update.get("package-ecosystem")))
        .flatMap(
            update ->
                update.containsKey("directories")
                    ? ((Collection<?>) update.get("directories")).stream()
                    : Stream.of(update.get("directory")))
        .map(String::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Folders with a file, as the configuration writes them. */
  private static Set<String> folders(String file) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(""))) {
      return files
          .filter(path -> path.getFileName().toString().matches(file))
          .filter(path -> !path.toString().matches("(target|\\.git)/.*"))
          .map(path -> path.getParent() == null ? "/" : "/" + path.getParent())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void everyPomAndGoModuleIsCovered() throws IOException {
    assertEquals(folders("pom\\.xml"), covered("maven"));
    assertEquals(folders("go\\.mod"), covered("gomod"));
  }

  /** The root stands for .github/workflows there. */
  @Test
  void everyActionIsCovered() throws IOException {
    var expected = folders("action\\.ya?ml");
    assertFalse(expected.isEmpty());
    expected.add("/");
    assertEquals(expected, covered("github-actions"));
  }

  /** A tag can be moved to other code; Dependabot updates the commit and the comment together. */
  @Test
  void everyActionIsPinnedByCommit() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".github"))) {
      var uses =
          files
              .filter(path -> path.toString().endsWith(".yml"))
              .flatMap(DependencyUpdatesTest::lines)
              .map(String::strip)
              .filter(line -> line.matches("(- )?uses: .*"))
              .filter(line -> !line.contains(": ./"))
              .toList();
      assertThat(uses)
          .isNotEmpty()
          .allMatch(line -> line.matches(".*@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+"));
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readString(file).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nothingElsePinsPackages() throws IOException {
    assertEquals(
        Set.of(), folders("package\\.json|requirements.*\\.txt|Cargo\\.toml|Gemfile|.*\\.tf"));
  }
}
