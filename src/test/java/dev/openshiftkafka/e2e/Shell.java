package dev.openshiftkafka.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;

/** Runs commands with the environment of the local cluster. */
public final class Shell {
  /** The repository's root, Maven's working directory. */
  static final Path ROOT = Path.of("").toAbsolutePath();

  private static final Map<String, String> CLUSTER = clusterEnvironment();

  private Shell() {}

  /** The exit status of a command, and its standard output and error. */
  public record Result(int exit, String output) {
    public boolean ok() {
      return exit == 0;
    }
  }

  /** Returns a variable of the local cluster's environment, such as PATH. */
  public static String environment(String variable) {
    return CLUSTER.get(variable);
  }

  /** Returns an executor, for commands in the background. */
  public static ProcessExecutor executor(Map<String, String> environment, String... command) {
    return new ProcessExecutor(command)
        .directory(ROOT.toFile())
        .environment(CLUSTER)
        .environment(environment);
  }

  /** Runs a command that may fail. */
  public static Result attempt(Duration limit, Map<String, String> environment, String... command) {
    try {
      var ended =
          executor(environment, command)
              .readOutput(true)
              .redirectErrorStream(true)
              .timeout(limit.toSeconds(), TimeUnit.SECONDS)
              .execute();
      return new Result(ended.getExitValue(), ended.outputUTF8());
    } catch (IOException | TimeoutException e) {
      throw new AssertionError(String.join(" ", command) + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(String.join(" ", command) + " was interrupted", e);
    }
  }

  /** Runs a command that must succeed, and returns its output. */
  public static String run(Duration limit, Map<String, String> environment, String... command) {
    Result result = attempt(limit, environment, command);
    if (!result.ok()) {
      throw new AssertionError(
          String.join(" ", command) + " ended with " + result.exit() + ":\n" + result.output());
    }
    return result.output();
  }

  /** Runs kubectl, which must succeed. */
  public static String kubectl(String... arguments) {
    var command = new String[arguments.length + 1];
    command[0] = "kubectl";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return run(Duration.ofMinutes(3), Map.of(), command);
  }

  private static Map<String, String> clusterEnvironment() {
    try {
      var ended =
          new ProcessExecutor("bash", "-c", "eval \"$(local/env)\" && env -0")
              .directory(ROOT.toFile())
              .readOutput(true)
              .exitValueNormal()
              .timeout(1, TimeUnit.MINUTES)
              .execute();
      var environment = new TreeMap<String, String>();
      for (String entry : ended.outputUTF8().split("\0")) {
        String[] parts = entry.split("=", 2);
        if (parts.length == 2) {
          environment.put(parts[0], parts[1]);
        }
      }
      return environment;
    } catch (IOException | TimeoutException | InterruptedException e) {
      throw new IllegalStateException("local/env failed: " + e, e);
    }
  }
}
