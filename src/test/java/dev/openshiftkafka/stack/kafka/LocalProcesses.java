package dev.openshiftkafka.stack.kafka;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Processes of Java programs on this machine, each with a log. */
final class LocalProcesses implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Path folder;
  private final String loggingFlag;
  private final Map<String, Process> processes = Collections.synchronizedMap(new LinkedHashMap<>());

  /**
   * Creates a set without processes.
   *
   * @param folder where the logs are written
   * @param jvm the logging configuration of Kafka's version
   */
  LocalProcesses(Path folder, NodeJvm jvm) throws IOException {
    this.folder = folder;
    this.loggingFlag = jvm.loggingFlag().replace(NodeSet.CONFIG_PATH, folder.toString());
    Files.writeString(folder.resolve(jvm.logFile()), jvm.logging());
  }

  /** Starts a program; its log continues that of an earlier process of the name. */
  Process start(String name, String classPath, List<String> flags, List<String> program)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx256M", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add(loggingFlag);
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath));
    command.addAll(program);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile(name)))
            .start();
    processes.put(name, process);
    return process;
  }

  boolean has(String name) {
    return processes.containsKey(name);
  }

  /** Whether a process was neither stopped nor replaced by another one of its name. */
  boolean isCurrent(String name, Process process) {
    return process.equals(processes.get(name));
  }

  /** Stops a process with SIGTERM, if it was started. */
  void stop(String name) throws InterruptedException {
    Process process = processes.remove(name);
    if (process != null) {
      process.destroy();
      process.waitFor();
    }
  }

  /** Ends a process at once, as if its machine failed. */
  void kill(String name) throws InterruptedException {
    Process process = processes.remove(name);
    if (process != null) {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  /** Stops a process without ending it, as a machine that hangs. */
  void pause(String name) throws IOException, InterruptedException {
    signal(name, "STOP");
  }

  /** Continues a process after {@link #pause}. */
  void resume(String name) throws IOException, InterruptedException {
    signal(name, "CONT");
  }

  private void signal(String name, String signal) throws IOException, InterruptedException {
    String pid = String.valueOf(processes.get(name).pid());
    int status = new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("kill -" + signal + " " + pid + " failed: " + status);
    }
  }

  String log(String name) throws IOException {
    return Files.readString(logFile(name).toPath());
  }

  private File logFile(String name) {
    return folder.resolve(name + ".log").toFile();
  }

  static void awaitPort(int port) {
    Awaitility.await("port " + port)
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () -> {
              new Socket(InetAddress.getLoopbackAddress(), port).close();
              return true;
            });
  }

  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
    processes.values().forEach(process -> process.onExit().join());
  }
}
