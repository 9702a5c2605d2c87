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

/** Reports what a destroy does with the data of a stack, and refuses to lose data. */
@Command(
    name = TeardownCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Reports what happens to the data of a stack when the stack is destroyed.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the stack may be destroyed",
      "2:the command line is invalid",
      "3:data would be lost and this is not permitted, or a resource is protected"
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
      description = "Output of `pulumi stack export`.")
  private Path state;

  @Option(
      names = "--config-file",
      paramLabel = "FILE",
      description = "Configuration file of the stack; omit it for the stack on the local cluster.")
  private String configFile;

  @Option(names = "--delete-data", description = "Permits the loss of data.")
  private boolean mayDelete;

  @Override
  public Integer call() throws IOException {
    var teardown = new Teardown(resources(), new NextCommands(stack, configFile), mayDelete);
    command.commandLine().getOut().print(teardown.report());
    command.commandLine().getOut().flush();
    return teardown.isPermitted() ? 0 : REFUSED;
  }

  private List<ResourceState> resources() throws IOException {
    if (!Files.isRegularFile(state)) {
      throw invalid("no such file: " + state);
    }
    try {
      return StackState.ofExport(Files.readString(state)).managedResources();
    } catch (IllegalArgumentException e) {
      throw invalid(state + " is not the output of `pulumi stack export`: " + e.getMessage());
    }
  }

  private ParameterException invalid(String message) {
    return new ParameterException(command.commandLine(), "--state: " + message);
  }
}
