package dev.openshiftkafka.cli.runtime;

import dev.openshiftkafka.config.reader.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the configuration files of stacks. */
public final class StackFiles {
  /** Pulumi's name of the project, the namespace of its configuration keys. */
  public static final String PULUMI_PROJECT = "openshift-kafka";

  private static final String STACK_FILE = "STACK_FILE";

  private StackFiles() {}

  /**
   * The path of the file, relative to the project, or {@code STACK_FILE}. The file of dev is next
   * to Pulumi.yaml, where Pulumi expects it; all others are in stacks/.
   */
  public static String find(Workspace workspace, String stack) {
    requireName(stack);
    String other = workspace.variable(STACK_FILE);
    if (!other.isEmpty()) {
      if (!Files.isRegularFile(workspace.project().resolve(other))) {
        throw CommandFailedException.wrong(STACK_FILE + "=" + other + ": no such file");
      }
      return other;
    }
    String name = "Pulumi." + stack + ".yaml";
    return List.of(name, "stacks/" + name).stream()
        .filter(file -> Files.isRegularFile(workspace.project().resolve(file)))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailedException.wrong(
                    "stack %s: no configuration file; expected %s or stacks/%s"
                        .formatted(stack, name, name)));
  }

  /** The file of an argument, which is a path relative to the current folder, or a stack. */
  public static Path fileOrStack(Workspace workspace, String argument) {
    Path file = workspace.current().resolve(argument);
    return Files.isRegularFile(file)
        ? file
        : workspace.project().resolve(find(workspace, argument));
  }

  /**
   * Refuses a file that is not valid YAML, before another program reads it.
   *
   * @param file path relative to the project
   */
  static void requireYaml(Workspace workspace, String file) {
    Path path = workspace.project().resolve(file);
    if (Files.isRegularFile(path)) {
      try {
        StackFile.values(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static void requireName(String stack) {
    if (!stack.matches("[A-Za-z0-9_.-]+")) {
      throw CommandFailedException.wrong("\"" + stack + "\" is not a valid stack name");
    }
  }
}
