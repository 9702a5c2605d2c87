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

/** Destroys a stack, when that loses no data or the user allows it. */
@Command(
    name = DestroyCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "kafka-stack destroy STACK [--delete-data] [-- ARGUMENTS OF pulumi destroy]",
    description = {
      "Shows what becomes of a stack's data and destroys the stack.",
      "Nothing is touched when data would be lost or something is protected; then it prints the"
          + " commands to go on. See docs/teardown.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the stack is destroyed",
      "1:the engine failed",
      "2:the command is wrong",
      "3:data would be lost and nobody allowed it, or something is protected"
    })
public final class DestroyCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "destroy";

  private final Session session;

  @Mixin private EngineArguments arguments;

  @Option(names = "--delete-data", description = "Lets data be lost.")
  private boolean mayDelete;

  /** Makes the command. */
  public DestroyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    TargetStack target = TargetStack.find(session.workspace(), arguments.stack());
    var next = new NextCommands(target.name(), target.configFile());
    var teardown = new Teardown(state(target).made(), next, mayDelete);
    session.console().out().print(teardown.report());
    session.console().out().flush();
    if (!teardown.mayBegin()) {
      return TeardownCommand.REFUSED;
    }
    List<String> words = target.configured("destroy");
    words.addAll(arguments.forPulumi());
    return session.inProject().call(words).run() == 0 ? 0 : CommandFailedException.FAILED;
  }

  private StackState state(TargetStack target) {
    String problem = "the state of " + target.name() + " cannot be read";
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
