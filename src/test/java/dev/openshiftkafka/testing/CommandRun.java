package dev.openshiftkafka.testing;

import dev.openshiftkafka.App;
import dev.openshiftkafka.cli.runtime.Console;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.Workspace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/**
 * A run of {@code kafka-stack} in this JVM, in the folder of {@link Scripts} and with its
 * stand-ins. It never waits: a pause adds a line to the file {@code waits}.
 *
 * @param status the exit status
 * @param output what it wrote, errors included
 */
public record CommandRun(int status, String output) {
  /** Runs a command that may fail. */
  public static CommandRun run(Scripts scripts, String... arguments) {
    var written = new StringWriter();
    var writer = new PrintWriter(written, true);
    var workspace =
        new Workspace(scripts.folder(), scripts.folder(), Map.copyOf(System.getenv()))
            .with(scripts.environment());
    var session =
        new Session(
            workspace,
            new Console(writer, writer, false),
            time -> scripts.write("waits", scripts.read("waits") + time + "\n"));
    int status = App.commandLine(session).execute(arguments);
    return new CommandRun(status, written.toString());
  }

  /** Runs a command that must succeed, and returns its output without the last line's end. */
  public static String output(Scripts scripts, String... arguments) {
    CommandRun ended = run(scripts, arguments);
    if (ended.status() != 0) {
      throw new AssertionError(
          List.of(arguments) + " ended with " + ended.status() + ": " + ended.output());
    }
    return ended.output().strip();
  }
}
