package dev.openshiftkafka.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;

/** Runs copies of this repository's scripts in a separate folder, with fakes of other commands. */
public final class Scripts {
  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();

  /** Copies files of the repository to the same paths in a folder. */
  public Scripts(Path folder, String... files) {
    this.folder = folder;
    try {
      for (String file : files) {
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("PATH", folder.resolve("path") + ":" + System.getenv("PATH"));
    // The environment of the test run must not affect the result.
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("ENVIRONMENTS", "");
    environment.put("STACK_FILE", "");
  }

  /** Sets a variable for all commands. */
  public Scripts with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Puts a fake command first on PATH. */
  public Scripts standIn(String command, String script) {
    Path file = write("path/" + command, "#!/usr/bin/env bash\n" + script);
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Writes a file of the folder. */
  public Path write(String file, String text) {
    try {
      Files.createDirectories(folder.resolve(file).getParent());
      return Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file of the folder; empty when there is none. */
  public String read(String file) {
    try {
      Path path = folder.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command that must succeed, and returns its output without the final newline. */
  public String output(String... command) {
    ProcessResult result = run(command);
    if (result.getExitValue() != 0) {
      throw new AssertionError(List.of(command) + " failed: " + result.outputUTF8());
    }
    return result.outputUTF8().strip();
  }

  /** The folder. */
  Path folder() {
    return folder;
  }

  /** The variables for all commands. */
  Map<String, String> environment() {
    return environment;
  }

  /** A command that a test starts itself; its errors are part of its output. */
  public ProcessExecutor executor(String... command) {
    return new ProcessExecutor(command)
        .directory(folder.toFile())
        .environment(environment)
        .redirectErrorStream(true)
        .readOutput(true);
  }

  /** Runs a command that may fail; its errors are part of its output. */
  public ProcessResult run(String... command) {
    try {
      return executor(command).timeout(60, TimeUnit.SECONDS).execute();
    } catch (IOException | TimeoutException e) {
      throw new AssertionError(List.of(command) + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(List.of(command) + " was interrupted", e);
    }
  }
}
