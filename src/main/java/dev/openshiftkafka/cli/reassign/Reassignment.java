package dev.openshiftkafka.cli.reassign;

import dev.openshiftkafka.cli.kafka.ToolsPod;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.kubernetes.ProgramJob;
import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.rebalance.RebalanceCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A partition reassignment by the program of the stack's own Job, in a pod. Its folder contains the
 * plan (plan.txt, leaving.txt, before.json, after.json), and the reassignment that was started
 * (begun.json, executed.txt). The JSON files have the format of kafka-reassign-partitions.
 */
final class Reassignment {
  private static final String LEAVING = "leaving.txt";
  private static final String REMOTE_FOLDER = "/tmp";
  private static final String REMOTE_PLAN = "plan.json";

  private final Session session;
  private final ToolsPod pod;
  private final String output;
  private final Path folder;
  private final String throttle;

  /**
   * Creates a reassignment without starting it.
   *
   * @param output the folder, as the user wrote it
   * @param throttle MB/s that each broker copies at most
   */
  Reassignment(Session session, ToolsPod pod, String output, String throttle) {
    this.session = session;
    this.pod = pod;
    this.output = output;
    this.folder = session.resolve(output);
    this.throttle = throttle;
    pod.install(
        ProgramJob.archives(
            "rebalance.jar", LoadGenerator.class, RebalanceCommand.class, AdminProgram.class));
  }

  /** File with the replicas before (undo) or after a plan. */
  static Path plan(Path folder, boolean undo) {
    return folder.resolve(undo ? RebalanceCommand.BEFORE : RebalanceCommand.AFTER);
  }

  /** File with the reassignment that was started. */
  static Path started(Path folder) {
    return folder.resolve("begun.json");
  }

  /**
   * Generates a plan in the folder and prints it.
   *
   * @param topics names of the topics to move, separated by commas; empty for all
   * @param brokers ids of the brokers that hold the replicas afterwards, separated by commas
   * @param leaving ids of brokers that have no replicas afterwards, separated by commas
   */
  void plan(String topics, String brokers, String leaving) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(LEAVING), leaving);
    var arguments =
        new ArrayList<>(
            List.of(
                "--plan-to=" + REMOTE_FOLDER,
                "--brokers=" + brokers,
                "--throttle-mbps=" + throttle));
    if (!topics.isEmpty()) {
      arguments.add("--topics=" + topics);
    }
    run("plan.txt", arguments, session::print, "no plan was made");
    for (String file : List.of(RebalanceCommand.BEFORE, RebalanceCommand.AFTER)) {
      Files.writeString(folder.resolve(file), pod.read(REMOTE_FOLDER + "/" + file));
    }
    session.say("plan in " + output);
  }

  /**
   * Executes a plan or what is left of it, and waits for its end.
   *
   * @param onStart action once the cluster has accepted it, and would continue it alone
   */
  void execute(Path plan, Runnable onStart) throws IOException {
    pod.copy(plan, REMOTE_PLAN);
    var arguments =
        new ArrayList<>(
            List.of(
                "--assignment=" + REMOTE_FOLDER + "/" + REMOTE_PLAN,
                "--throttle-mbps=" + throttle));
    Path leaving = folder.resolve(LEAVING);
    if (plan.equals(plan(folder, false)) && Files.exists(leaving)) {
      String ids = Files.readString(leaving);
      if (!ids.isEmpty()) {
        arguments.add("--leaving=" + ids);
      }
    }
    run(
        "executed.txt",
        arguments,
        line -> {
          session.say(line);
          if (line.startsWith(RebalanceCommand.STARTED)) {
            keep(plan);
            onStart.run();
          }
        },
        "the reassignment failed");
  }

  private void keep(Path plan) {
    try {
      if (!plan.equals(started(folder))) {
        Files.copy(plan, started(folder), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw CommandFailedException.failed(started(folder) + ": " + e.getMessage());
    }
  }

  private void run(String log, List<String> arguments, Consumer<String> onLine, String failure)
      throws IOException {
    var lines = new ArrayList<String>();
    int status =
        pod.program(RebalanceCommand.class.getName(), arguments)
            .forEachLine(
                line -> {
                  lines.add(line);
                  onLine.accept(line);
                });
    Files.write(folder.resolve(log), lines);
    if (status != 0) {
      throw CommandFailedException.failed(failure);
    }
  }

  /** Splits a comma-separated list of names. */
  static List<String> names(String text) {
    return Arrays.stream(text.split(",")).filter(name -> !name.isBlank()).toList();
  }
}
