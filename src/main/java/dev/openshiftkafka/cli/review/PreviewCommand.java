package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.CommandLines;
import dev.openshiftkafka.cli.runtime.EngineArguments;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.TargetStack;
import dev.openshiftkafka.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Previews a stack and reviews what the preview would do. */
@Command(
    name = PreviewCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis =
        "kafka-stack preview STACK [--allow-destructive] [--drift] [--output=FOLDER]"
            + " [--full-log=PLACE] [-- ARGUMENTS OF pulumi preview]",
    description = {
      "Previews a stack and reviews the planned changes, as CI does for a pull request.",
      "Writes preview.json (Pulumi's events), pulumi.log and comment.md to FOLDER."
          + " See docs/pull-requests.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the change may be applied",
      "1:the preview failed",
      "2:the command line is invalid",
      "3:the change destroys data or the cluster, and is not permitted",
      "4:with --drift: a resource was changed outside of Pulumi"
    })
public final class PreviewCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "preview";

  private final Session session;

  @Mixin private EngineArguments arguments;

  @Option(
      names = "--" + Warnings.ALLOW,
      description = "Permits a change that destroys data or the cluster.")
  private boolean allowed;

  @Option(
      names = "--drift",
      description = "Detects changes made outside of Pulumi; any change counts as drift.")
  private boolean drift;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Folder for the files, in the project (default: target/review/STACK).")
  private String output = "";

  @Option(
      names = "--full-log",
      paramLabel = "PLACE",
      description = "Location of the full log that the comment names (default: preview.json).")
  private String fullLog = "";

  /** Creates the command. */
  public PreviewCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    String stack = arguments.stack();
    TargetStack target = null;
    String invalid = "";
    try {
      target = TargetStack.find(session.workspace(), stack);
    } catch (InvalidConfigException e) {
      invalid = e.getMessage() + "\n";
    }
    String path = output.isEmpty() ? "target/review/" + stack : output;
    Path folder = Files.createDirectories(session.workspace().project().resolve(path));
    Path preview = folder.resolve("preview.json");
    Path log = folder.resolve("pulumi.log");
    session.say("previewing " + stack);
    int status = target == null ? fail(invalid, preview, log) : run(target, preview, log);
    var review =
        new ArrayList<>(
            List.of(
                "--environment=" + stack,
                "--preview=" + preview,
                "--log=" + log,
                "--exit-status=" + status,
                "--comment=" + folder.resolve("comment.md"),
                "--full-log=" + (fullLog.isEmpty() ? path + "/preview.json" : fullLog)));
    if (allowed) {
      review.add("--" + Warnings.ALLOW);
    }
    if (drift) {
      review.add("--drift");
    }
    return CommandLines.of(new ReviewCommand(), session).execute(review.toArray(String[]::new));
  }

  /** The comment then shows the message in place of Pulumi's. */
  private static int fail(String message, Path preview, Path log) throws IOException {
    Files.writeString(preview, "");
    Files.writeString(log, message);
    return CommandFailedException.FAILED;
  }

  private int run(TargetStack target, Path preview, Path log) {
    List<String> command = target.configured("preview");
    command.addAll(List.of("--json", "--non-interactive", "--color=never"));
    if (drift) {
      command.addAll(List.of("--refresh", "--expect-no-changes"));
    }
    command.addAll(arguments.forPulumi());
    // Events: the digest lacks the stack's outputs, and is not written when Pulumi is killed.
    return session
        .with(Map.of("PULUMI_ENABLE_STREAMING_JSON_PREVIEW", "true"))
        .inProject()
        .call(command)
        .writeTo(preview, log);
  }
}
