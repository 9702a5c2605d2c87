package dev.openshiftkafka.cli.preflight;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;

/** Installs and runs the external programs of preflight tests. */
final class PreflightTools {
  /** Logs and data of the programs. */
  static final Path FOLDER = Path.of("target/preflight-servers");

  private static Map<String, Path> paths;

  private PreflightTools() {}

  /** Returns the path of a program or a folder; the first call installs what is missing. */
  static synchronized Path path(String name) {
    if (paths == null) {
      paths = paths();
    }
    return paths.get(name);
  }

  private static Map<String, Path> paths() {
    try {
      var found = new TreeMap<String, Path>();
      String output =
          new ProcessExecutor("local/preflight-tools")
              .readOutput(true)
              .redirectError(System.err)
              .timeout(20, TimeUnit.MINUTES)
              .exitValueNormal()
              .execute()
              .outputUTF8();
      output
          .lines()
          .map(line -> line.split("=", 2))
          .forEach(pair -> found.put(pair[0], Path.of(pair[1])));
      return found;
    } catch (IOException | TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Starts a program that is killed when this JVM exits. */
  static Process start(String name, List<String> command) {
    try {
      Files.createDirectories(FOLDER);
      File log = FOLDER.resolve(name + ".log").toFile();
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return process;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a program that must succeed. */
  static void run(String... command) {
    try {
      new ProcessExecutor(command).timeout(1, TimeUnit.MINUTES).exitValueNormal().execute();
    } catch (IOException | TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
