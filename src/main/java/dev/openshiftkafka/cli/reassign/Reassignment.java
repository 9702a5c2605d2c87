package dev.openshiftkafka.cli.reassign;

import dev.openshiftkafka.cli.kafka.ToolsPod;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.Commands.Result;
import dev.openshiftkafka.cli.runtime.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A reassignment of partitions, by {@code kafka-reassign-partitions}. Its files are in a folder:
 * topics.json and generated.txt of the plan, before.json and after.json, begun.json and
 * executed.txt of what was begun, and verified.txt.
 */
final class Reassignment {
  private static final String TOOL = "reassign.ReassignPartitionsCommand";
  private static final Duration POLL = Duration.ofSeconds(2);

  /**
   * How often a partition may be elsewhere after its move has ended: half a minute, far more than a
   * broker's metadata lags.
   */
  private static final int SETTLE_POLLS = 15;

  private static final long BYTES = 1_000_000;

  private final Session session;
  private final ToolsPod pod;
  private final String output;
  private final Path folder;

  /**
   * Begins nothing yet.
   *
   * @param output the folder, as the user names it
   */
  Reassignment(Session session, ToolsPod pod, String output) {
    this.session = session;
    this.pod = pod;
    this.output = output;
    this.folder = session.resolve(output);
  }

  /** File of a plan with what was before it, or what is to be. */
  static Path plan(Path folder, boolean undo) {
    return folder.resolve(undo ? "before.json" : "after.json");
  }

  /** File of what was begun. */
  static Path begun(Path folder) {
    return folder.resolve("begun.json");
  }

  /** All topics, Kafka's own among them. */
  List<String> topics() {
    Result listed = pod.ask("TopicCommand", "--list");
    if (!listed.ok()) {
      throw CommandFailedException.failed("the topics cannot be listed");
    }
    return listed.out().lines().filter(name -> !name.isBlank()).toList();
  }

  /** Makes a plan in the folder and shows it. */
  void plan(List<String> topics, String brokers) throws IOException {
    Files.createDirectories(folder);
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
      throw CommandFailedException.failed("no plan: " + generated.out().strip());
    }
    ReassignmentPlan plan = ReassignmentPlan.read(generated.out());
    write(plan(folder, true), plan.before().toString());
    write(plan(folder, false), plan.after().toString());
    session.say("replicas of broker: now -> then");
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

  /** What is under way already must end first, or both would undo each other's throttle. */
  void begin(Path plan, long throttle) throws IOException {
    pod.copy(plan, "plan.json");
    Result executed =
        move(
            "--execute",
            "--reassignment-json-file",
            "/tmp/plan.json",
            "--throttle",
            String.valueOf(throttle * BYTES));
    Files.writeString(folder.resolve("executed.txt"), executed.out());
    if (!executed.ok()) {
      List<String> lines = executed.out().lines().toList();
      throw CommandFailedException.failed(
          "it was not begun: "
              + String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size())));
    }
    Files.copy(plan, begun(folder), StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Waits until nothing moves any more. Verifying what is done takes the throttle off, too. The
   * tool asks the controller what still moves and any broker where replicas are: a broker that has
   * not heard of the end yet shows a partition that has moved where it was, so that is asked again.
   */
  void awaitEnd() throws IOException {
    pod.copy(begun(folder), "plan.json");
    long shown = -1;
    int settling = 0;
    String verified = verify();
    while (isUnderWay(verified) || (!elsewhere(verified).isEmpty() && settling < SETTLE_POLLS)) {
      long open = moving(verified);
      settling += open == 0 ? 1 : 0;
      if (open != shown) {
        session.say(
            open == 0
                ? "nothing moves any more; asking again where partitions are, as a broker may have"
                    + " yet to hear of the end"
                : open + " partitions still move");
      }
      shown = open;
      session.pause().sleep(POLL);
      verified = verify();
    }
    Files.writeString(folder.resolve("verified.txt"), verified);
    if (!elsewhere(verified).isEmpty()) {
      throw CommandFailedException.failed(
          "some partitions are not where they should be: " + elsewhere(verified));
    }
    session.say(
        "done: %d partitions are where the plan wants them, and the throttle is off"
            .formatted(verified.lines().filter(line -> line.contains("is completed")).count()));
  }

  private String verify() {
    Result verified = move("--verify", "--reassignment-json-file", "/tmp/plan.json");
    if (!verified.ok()) {
      throw CommandFailedException.failed("it cannot be verified: " + verified.out().strip());
    }
    return verified.out();
  }

  private static boolean isUnderWay(String verified) {
    return moving(verified) > 0;
  }

  private static long moving(String verified) {
    return verified.lines().filter(line -> line.contains("still in progress")).count();
  }

  private static String elsewhere(String verified) {
    return verified
        .lines()
        .filter(line -> line.contains("failed") || line.contains("There is no active reassignment"))
        .collect(Collectors.joining("\n"));
  }

  /** Names that are separated by commas. */
  static List<String> names(String text) {
    return Arrays.stream(text.split(",")).filter(name -> !name.isBlank()).toList();
  }
}
