package dev.openshiftkafka.cli.teardown;

import dev.openshiftkafka.cli.state.ResourceState;
import dev.openshiftkafka.cli.state.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells what a destroy would make of the data of a stack, and refuses one that loses any. */
@Command(
    name = TeardownCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Tells what becomes of a stack's data when it is destroyed.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the stack may be destroyed",
      "2:the command is wrong",
      "3:data would be lost and nobody allowed it, or something is protected"
    })
public final class TeardownCommand implements Callable<Integer> {
  /** Name of the subcommand of the program. */
  public static final String NAME = "teardown";

  static final int REFUSED = 3;

  @Spec private CommandSpec command;

  @Option(names = "--stack", required = true, description = "Name of the stack.")
  private String stack;

  @Option(
      names = "--state",
      required = true,
      paramLabel = "FILE",
      description = "What `pulumi stack export` wrote.")
  private Path state;

  @Option(
      names = "--config-file",
      paramLabel = "FILE",
      description = "The stack's configuration; none for the stack of the local cluster.")
  private String configFile;

  @Option(names = "--delete-data", description = "Lets data be lost.")
  private boolean mayDelete;

  @Override
  public Integer call() throws IOException {
    var teardown = new Teardown(resources(), new NextCommands(stack, configFile), mayDelete);
    command.commandLine().getOut().print(teardown.report());
    command.commandLine().getOut().flush();
    return teardown.mayBegin() ? 0 : REFUSED;
  }

  private List<ResourceState> resources() throws IOException {
    if (!Files.isRegularFile(state)) {
      throw wrong("no such file: " + state);
    }
    try {
      return StackState.ofExport(Files.readString(state)).made();
    } catch (IllegalArgumentException e) {
      throw wrong(state + " is not what `pulumi stack export` writes: " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), "--state: " + message);
  }
}
