package dev.openshiftkafka.cli.reassign;

import dev.openshiftkafka.cli.kafka.Cordons;
import dev.openshiftkafka.cli.kafka.ToolsPod;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.Commands.Result;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.state.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A partition reassignment with {@code kafka-reassign-partitions}. Its folder contains the plan
 * (topics.json, leaving.txt, generated.txt, before.json, after.json), the started reassignment
 * (begun.json, executed.txt) and the result (verified.txt).
 */
final class Reassignment {
  private static final String LEAVING = "leaving.txt";
  private static final String TOOL = "reassign.ReassignPartitionsCommand";
  private static final Duration POLL = Duration.ofSeconds(2);

  /**
   * Number of polls, half a minute in total, in which a broker can still report the old replicas
   * after the reassignment has ended; the metadata of a broker lags far less.
   */
  private static final int SETTLE_POLLS = 15;

  private static final long BYTES_PER_MB = 1_000_000;

  private final Session session;
  private final ToolsPod pod;
  private final String output;
  private final Path folder;

  /**
   * Creates a reassignment without starting it.
   *
   * @param output the folder, as the user wrote it
   */
  Reassignment(Session session, ToolsPod pod, String output) {
    this.session = session;
    this.pod = pod;
    this.output = output;
    this.folder = session.resolve(output);
  }

  /** File with the replicas before (undo) or after a plan. */
  static Path plan(Path folder, boolean undo) {
    return folder.resolve(undo ? "before.json" : "after.json");
  }

  /** File with the reassignment that was started. */
  static Path started(Path folder) {
    return folder.resolve("begun.json");
  }

  /** All topics, including internal topics. */
  List<String> topics() {
    Result listed = pod.ask("TopicCommand", "--list");
    if (!listed.ok()) {
      throw CommandFailedException.failed("kafka-topics --list failed");
    }
    return listed.out().lines().filter(name -> !name.isBlank()).toList();
  }

  /**
   * Generates a plan in the folder and prints it.
   *
   * @param leaving ids of brokers that have no replicas afterwards, separated by commas
   */
  void plan(List<String> topics, String brokers, String leaving) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(LEAVING), leaving);
    Path names = folder.resolve("topics.json");
    write(names, ReassignmentPlan.topics(topics).toString());
    pod.copy(names, "topics.json");
    Result generated =
        move(
            "--generate",
            "--topics-to-move-json-file",
            "/tmp/topics.json",
            "--broker-list",
            brokers);
    Files.writeString(folder.resolve("generated.txt"), generated.out());
    if (!generated.ok()) {
      throw CommandFailedException.failed(
          "kafka-reassign-partitions --generate failed: " + generated.out().strip());
    }
    ReassignmentPlan plan = ReassignmentPlan.read(generated.out());
    write(plan(folder, true), plan.before().toString());
    write(plan(folder, false), plan.after().toString());
    session.say("replicas per broker, before -> after:");
    plan.replicas().forEach(session::print);
    session.say(
        "%d of %d partitions move replicas; plan in %s"
            .formatted(plan.moving(), plan.partitions(), output));
  }

  private static void write(Path file, String json) throws IOException {
    Files.writeString(file, json + "\n");
  }

  private Result move(String... arguments) {
    return pod.ask(TOOL, arguments);
  }

  /** Starts a plan. Another reassignment must end first: each would remove the other's throttle. */
  void start(Path plan, long throttle) throws IOException {
    new Cordons(session, pod)
        .apply(
            ReassignmentPlan.brokers(JsonText.parse(Files.readString(plan))),
            plan.equals(plan(folder, false)) ? leaving() : List.of());
    pod.copy(plan, "plan.json");
    Result executed =
        move(
            "--execute",
            "--reassignment-json-file",
            "/tmp/plan.json",
            "--throttle",
            String.valueOf(throttle * BYTES_PER_MB));
    Files.writeString(folder.resolve("executed.txt"), executed.out());
    if (!executed.ok()) {
      List<String> lines = executed.out().lines().toList();
      throw CommandFailedException.failed(
          "the reassignment did not start: "
              + String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size())));
    }
    Files.copy(plan, started(folder), StandardCopyOption.REPLACE_EXISTING);
  }

  private List<Integer> leaving() throws IOException {
    Path file = folder.resolve(LEAVING);
    return Files.exists(file)
        ? names(Files.readString(file)).stream().map(Integer::valueOf).toList()
        : List.of();
  }

  /**
   * Waits for the end of the reassignment; {@code --verify} then removes the throttle. The tool
   * asks the controller for active reassignments, but any broker for the replicas: a broker with
   * stale metadata reports the old replicas of a moved partition, so that the tool must run again.
   */
  void awaitEnd() throws IOException {
    pod.copy(started(folder), "plan.json");
    long shown = -1;
    int settling = 0;
    String verified = verify();
    while (isInProgress(verified) || (!misplaced(verified).isEmpty() && settling < SETTLE_POLLS)) {
      long remaining = moving(verified);
      settling += remaining == 0 ? 1 : 0;
      if (remaining != shown) {
        session.say(
            remaining == 0
                ? "no partition is moving; verifying again, because a broker may report the old"
                    + " replicas"
                : "partitions still moving: " + remaining);
      }
      shown = remaining;
      session.pause().sleep(POLL);
      verified = verify();
    }
    Files.writeString(folder.resolve("verified.txt"), verified);
    if (!misplaced(verified).isEmpty()) {
      throw CommandFailedException.failed(
          "some partitions are not on the brokers of the plan: " + misplaced(verified));
    }
    session.say(
        "done: %d partitions are on the brokers of the plan, and the throttle is removed"
            .formatted(verified.lines().filter(line -> line.contains("is completed")).count()));
  }

  private String verify() {
    Result verified = move("--verify", "--reassignment-json-file", "/tmp/plan.json");
    if (!verified.ok()) {
      throw CommandFailedException.failed(
          "kafka-reassign-partitions --verify failed: " + verified.out().strip());
    }
    return verified.out();
  }

  private static boolean isInProgress(String verified) {
    return moving(verified) > 0;
  }

  private static long moving(String verified) {
    return verified.lines().filter(line -> line.contains("still in progress")).count();
  }

  private static String misplaced(String verified) {
    return verified
        .lines()
        .filter(line -> line.contains("failed") || line.contains("There is no active reassignment"))
        .collect(Collectors.joining("\n"));
  }

  /** Splits a comma-separated list of names. */
  static List<String> names(String text) {
    return Arrays.stream(text.split(",")).filter(name -> !name.isBlank()).toList();
  }
}
