package dev.openshiftkafka.cli.review;

import dev.openshiftkafka.cli.runtime.CommandLines;
import dev.openshiftkafka.cli.runtime.EngineArguments;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.TargetStack;
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
      "Previews a stack and reviews what would change, as a pull request does.",
      "FOLDER gets preview.json (the engine's events), pulumi.log, and comment.md."
          + " See docs/pull-requests.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the preview may be applied",
      "1:the preview failed",
      "2:the command is wrong",
      "3:the preview destroys what holds data or the cluster, and nobody allowed it",
      "4:with --drift: something changed outside"
    })
public final class PreviewCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "preview";

  private final Session session;

  @Mixin private EngineArguments arguments;

  @Option(
      names = "--" + Warnings.ALLOW,
      description = "Lets a preview pass that destroys what holds data or the cluster.")
  private boolean allowed;

  @Option(
      names = "--drift",
      description = "Looks for what changed outside of Pulumi; any change is drift.")
  private boolean drift;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where the files go, in the project (default: target/review/STACK).")
  private String output = "";

  @Option(
      names = "--full-log",
      paramLabel = "PLACE",
      description = "Where readers of the comment find the full log (default: preview.json).")
  private String fullLog = "";

  /** Makes the command. */
  public PreviewCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    String stack = arguments.stack();
    TargetStack target = TargetStack.find(session.workspace(), stack);
    String place = output.isEmpty() ? "target/review/" + stack : output;
    Path folder = Files.createDirectories(session.workspace().project().resolve(place));
    Path preview = folder.resolve("preview.json");
    Path log = folder.resolve("pulumi.log");
    session.say("previewing " + stack);
    int status = run(target, preview, log);
    var review =
        new ArrayList<>(
            List.of(
                "--environment=" + stack,
                "--preview=" + preview,
                "--log=" + log,
                "--exit-status=" + status,
                "--comment=" + folder.resolve("comment.md"),
                "--full-log=" + (fullLog.isEmpty() ? place + "/preview.json" : fullLog)));
    if (allowed) {
      review.add("--" + Warnings.ALLOW);
    }
    if (drift) {
      review.add("--drift");
    }
    return CommandLines.of(new ReviewCommand(), session).execute(review.toArray(String[]::new));
  }

  private int run(TargetStack target, Path preview, Path log) {
    List<String> words = target.configured("preview");
    words.addAll(List.of("--json", "--non-interactive", "--color=never"));
    if (drift) {
      words.addAll(List.of("--refresh", "--expect-no-changes"));
    }
    words.addAll(arguments.ofEngine());
    // Events tell more than the digest, which lacks the stack's outputs, and is not there when the
    // engine is ended.
    return session
        .with(Map.of("PULUMI_ENABLE_STREAMING_JSON_PREVIEW", "true"))
        .inProject()
        .call(words)
        .writeTo(preview, log);
  }
}
