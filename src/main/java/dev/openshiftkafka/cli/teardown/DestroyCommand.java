package dev.openshiftkafka.cli.teardown;

import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.EngineArguments;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.TargetStack;
import dev.openshiftkafka.cli.state.StackState;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Destroys a stack, if no data would be lost or the user permits it. */
@Command(
    name = DestroyCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "kafka-stack destroy STACK [--delete-data] [-- ARGUMENTS OF pulumi destroy]",
    description = {
      "Prints what happens to the data of a stack, and destroys the stack.",
      "If data would be lost or a resource is protected, it changes nothing and prints the"
          + " commands to continue. See docs/teardown.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the stack is destroyed",
      "1:pulumi failed",
      "2:the command line is invalid",
      "3:data would be lost and this is not permitted, or a resource is protected"
    })
public final class DestroyCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "destroy";

  private final Session session;

  @Mixin private EngineArguments arguments;

  @Option(names = "--delete-data", description = "Permits the loss of data.")
  private boolean mayDelete;

  /** Creates the command. */
  public DestroyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    TargetStack target = TargetStack.find(session.workspace(), arguments.stack());
    var next = new NextCommands(target.name(), target.configFile());
    var teardown = new Teardown(state(target).managedResources(), next, mayDelete);
    session.console().out().print(teardown.report());
    session.console().out().flush();
    if (!teardown.isPermitted()) {
      return TeardownCommand.REFUSED;
    }
    List<String> command = target.configured("destroy");
    command.addAll(arguments.forPulumi());
    return session.inProject().call(command).run() == 0 ? 0 : CommandFailedException.FAILED;
  }

  private StackState state(TargetStack target) {
    String problem = "stack " + target.name() + ": the state cannot be read";
    var export = session.inProject().call(target.named("stack", "export")).capture();
    if (!export.ok()) {
      throw CommandFailedException.failed(problem);
    }
    try {
      return StackState.ofExport(export.out());
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.failed(problem + ": " + e.getMessage());
    }
  }
}
