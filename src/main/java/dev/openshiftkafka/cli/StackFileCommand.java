package dev.openshiftkafka.cli;

import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.StackFiles;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the path of a stack's configuration file. */
@Command(
    name = StackFileCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Prints the path of a stack's configuration file, relative to the project folder.",
      "The environment variable STACK_FILE selects another file."
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
