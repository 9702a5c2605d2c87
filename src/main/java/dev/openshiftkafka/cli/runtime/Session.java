package dev.openshiftkafka.cli.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a command runs in.
 *
 * @param pause waits
 */
public record Session(Workspace workspace, Console console, Pause pause) {
  /** Waits; tests do not. */
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

  /** Tells the user about progress. */
  public void say(String line) {
    console.err().println(line);
    console.err().flush();
  }

  /** Writes a line of the result. */
  public void print(String line) {
    console.out().println(line);
    console.out().flush();
  }

  /** The same session with more variables in the environment of processes. */
  public Session with(Map<String, String> variables) {
    return new Session(workspace.with(variables), console, pause);
  }

  /** Runs commands in the project's folder. */
  public Commands inProject() {
    return new Commands(this, workspace.project());
  }

  /** Runs commands in the user's folder. */
  public Commands inCurrent() {
    return new Commands(this, workspace.current());
  }

  /** A path that the user gave, relative to the current folder. */
  public Path resolve(String path) {
    return workspace.current().resolve(path);
  }
}
