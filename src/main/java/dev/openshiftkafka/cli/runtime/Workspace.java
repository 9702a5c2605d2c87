package dev.openshiftkafka.cli.runtime;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Folders and environment variables of a command.
 *
 * @param project the folder with Pulumi.yaml
 * @param current the current folder of the user
 * @param environment environment variables of child processes
 */
public record Workspace(Path project, Path current, Map<String, String> environment) {
  /**
   * The workspace of this process.
   *
   * @param program a class of the program, whose jar or classes folder is in {@code target/}
   */
  public static Workspace ofProcess(Class<?> program) {
    try {
      Path classes = Path.of(program.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Workspace(
          classes.resolve("../..").normalize(), Path.of("").toAbsolutePath(), System.getenv());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A variable; empty when it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** A copy with additional variables. */
  public Workspace with(Map<String, String> variables) {
    var all = new HashMap<>(environment);
    all.putAll(variables);
    return new Workspace(project, current, Map.copyOf(all));
  }

  /** Finds a program on the PATH. */
  public Optional<Path> find(String program) {
    for (String folder : variable("PATH").split(":", 0)) {
      Path file = current.resolve(folder).resolve(program);
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
