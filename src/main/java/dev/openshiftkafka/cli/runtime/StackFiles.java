package dev.openshiftkafka.cli.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the configuration file of a stack. */
public final class StackFiles {
  private static final String OTHER_FILE = "STACK_FILE";

  private StackFiles() {}

  /**
   * The file, relative to the project unless {@code STACK_FILE} names another. That of dev is
   * beside Pulumi.yaml, where the engine looks for it, and all others are in stacks/.
   */
  public static String find(Workspace workspace, String stack) {
    requireName(stack);
    String other = workspace.variable(OTHER_FILE);
    if (!other.isEmpty()) {
      if (!Files.isRegularFile(workspace.project().resolve(other))) {
        throw CommandFailedException.wrong("no such file: " + OTHER_FILE + "=" + other);
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
                    "no configuration of stack %s: neither %s nor stacks/%s"
                        .formatted(stack, name, name)));
  }

  /** The file that an argument names: a file in the user's folder, or a stack. */
  public static Path fileOrStack(Workspace workspace, String argument) {
    Path file = workspace.current().resolve(argument);
    return Files.isRegularFile(file)
        ? file
        : workspace.project().resolve(find(workspace, argument));
  }

  static void requireName(String stack) {
    if (!stack.matches("[A-Za-z0-9_.-]+")) {
      throw CommandFailedException.wrong("\"" + stack + "\" is no name of a stack");
    }
  }
}
