package dev.openshiftkafka.cli;

import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.StackFiles;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the configuration file of a stack. */
@Command(
    name = StackFileCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Prints the configuration file of a stack, relative to the project's folder.",
      "The environment variable STACK_FILE names another."
    })
final class StackFileCommand implements Callable<Integer> {
  static final String NAME = "stack-file";

  private final Session session;

  @Parameters(paramLabel = "STACK", description = "Name of the stack.")
  private String stack;

  StackFileCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.print(StackFiles.find(session.workspace(), stack));
    return 0;
  }
}
