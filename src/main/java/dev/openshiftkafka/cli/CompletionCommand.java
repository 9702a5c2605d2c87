package dev.openshiftkafka.cli;

import dev.openshiftkafka.cli.runtime.Session;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands and options in bash and zsh. */
@Command(
    name = CompletionCommand.NAME,
    mixinStandardHelpOptions = true,
    description =
        "Prints a completion script for bash and zsh: source <(bin/kafka-stack completion)")
final class CompletionCommand implements Callable<Integer> {
  static final String NAME = "completion";

  private final Session session;

  @Spec private CommandSpec command;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.print(AutoComplete.bash(KafkaStackCommand.NAME, command.root().commandLine()));
    return 0;
  }
}
