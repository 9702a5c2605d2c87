package dev.openshiftkafka.cli.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Context of a command.
 *
 * @param pause waits; tests replace it
 */
public record Session(Workspace workspace, Console console, Pause pause) {
  /** Waits; tests replace it. */
  public interface Pause {
    /** Waits for a time. */
    void sleep(Duration time);
  }

  /** The session of this process. */
  public static Session ofProcess(Class<?> program) {
    return new Session(Workspace.ofProcess(program), Console.ofProcess(), Session::sleep);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Prints a progress line to standard error. */
  public void say(String line) {
    console.err().println(line);
    console.err().flush();
  }

  /** Prints a line of the result to standard output. */
  public void print(String line) {
    console.out().println(line);
    console.out().flush();
  }

  /** A copy with additional environment variables for child processes. */
  public Session with(Map<String, String> variables) {
    return new Session(workspace.with(variables), console, pause);
  }

  /** Runs commands in the project's folder. */
  public Commands inProject() {
    return new Commands(this, workspace.project());
  }

  /** Runs commands in the current folder. */
  public Commands inCurrent() {
    return new Commands(this, workspace.current());
  }

  /** Resolves a path of the user against the current folder. */
  public Path resolve(String path) {
    return workspace.current().resolve(path);
  }
}
