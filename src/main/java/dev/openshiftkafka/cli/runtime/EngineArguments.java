package dev.openshiftkafka.cli.runtime;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The name of a stack, and after {@code --} arguments for Pulumi. */
public final class EngineArguments {
  private static final String END_OF_OPTIONS = "--";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "STACK",
      description = "Name of the stack; arguments after -- are passed to pulumi.")
  private List<String> words = new ArrayList<>();

  /** The stack. */
  public String stack() {
    int stacks = words.size() - forPulumi().size();
    if (stacks < 1) {
      throw new ParameterException(command.commandLine(), "missing STACK before --");
    }
    if (stacks > 1) {
      throw new ParameterException(
          command.commandLine(), "more than one stack: " + words.get(0) + ", " + words.get(1));
    }
    return words.get(0);
  }

  /** The arguments for Pulumi. */
  public List<String> forPulumi() {
    List<String> all = command.commandLine().getParseResult().originalArgs();
    int end = all.indexOf(END_OF_OPTIONS);
    return end < 0 ? List.of() : all.subList(end + 1, all.size());
  }
}
