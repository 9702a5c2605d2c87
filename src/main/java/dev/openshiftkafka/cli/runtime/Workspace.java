package dev.openshiftkafka.cli.runtime;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The folders and the environment of a command.
 *
 * @param project the folder with Pulumi.yaml
 * @param current the folder that the user is in
 * @param environment the variables for the processes that the command starts
 */
public record Workspace(Path project, Path current, Map<String, String> environment) {
  /**
   * The workspace of this process.
   *
   * @param program a class of the program, whose jar or folder of classes is in {@code target/}
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

  /** The same folders with more variables. */
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
