package dev.openshiftkafka.cli.runtime;

import dev.openshiftkafka.config.InvalidConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Common error handling of all commands: a line "error: ..." and an exit status. */
public final class CommandLines {
  private static final String ERROR = "error: ";

  private CommandLines() {}

  /** Creates the command line of a command, which writes to the session's console. */
  public static CommandLine of(Object command, Session session) {
    return configure(new CommandLine(command), session);
  }

  /** Configures the command line of a command and its subcommands. */
  public static CommandLine configure(CommandLine line, Session session) {
    return line
        // Arguments for Pulumi can start with @.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((e, arguments) -> wrong(e))
        .setExecutionExceptionHandler((e, failed, result) -> failed(e, failed))
        .setOut(session.console().out())
        .setErr(session.console().err());
  }

  private static int wrong(ParameterException e) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(ERROR + message(e));
    err.println(e.getCommandLine().getHelp().fullSynopsis().strip());
    return CommandFailedException.WRONG;
  }

  private static @Nullable String message(ParameterException e) {
    // An unknown argument is often the reason for a missing one.
    List<String> unknown = e.getCommandLine().getUnmatchedArguments();
    return unknown.isEmpty() ? e.getMessage() : "unknown argument: " + String.join(" ", unknown);
  }

  private static int failed(Exception e, CommandLine line) throws Exception {
    if (e instanceof CommandFailedException failure) {
      line.getErr().println(ERROR + failure.getMessage());
      return failure.status();
    }
    if (e instanceof InvalidConfigException) {
      line.getErr().println(e.getMessage());
      return CommandFailedException.FAILED;
    }
    if (e instanceof IOException || e instanceof UncheckedIOException) {
      // The message of such an exception is often only a file name.
      Throwable cause =
          e.getCause() != null && e instanceof UncheckedIOException ? e.getCause() : e;
      line.getErr().println(ERROR + cause.getClass().getSimpleName() + ": " + cause.getMessage());
      return CommandFailedException.FAILED;
    }
    // A defect of this program: print the stack trace.
    throw e;
  }
}
