package dev.openshiftkafka.cli.review;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads a preview, tells what it would do, and refuses what destroys. */
@Command(
    name = ReviewCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Tells what a preview would do, and refuses one that destroys data or the cluster.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the preview may be applied",
      "1:the preview failed",
      "2:the command is wrong",
      "3:the preview destroys what holds data or the cluster, and nobody allowed it",
      "4:with --drift: something changed outside"
    })
public final class ReviewCommand implements Callable<Integer> {
  /** Name of the subcommand of the program. */
  public static final String NAME = "review";

  static final int FAILED = 1;
  static final int WRONG = 2;
  static final int REFUSED = 3;
  static final int DRIFTED = 4;

  @Spec private CommandSpec command;

  @Option(names = "--environment", required = true, description = "Name of the stack.")
  private String environment;

  @Option(
      names = "--preview",
      required = true,
      paramLabel = "FILE",
      description = "What `pulumi preview --json` wrote, as a digest or as events.")
  private Path preview;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "What it wrote beside that, for the case that it failed.")
  private Path log;

  @Option(
      names = "--exit-status",
      paramLabel = "STATUS",
      description = "Exit status of `pulumi preview` (default: 0).")
  private int status;

  @Option(
      names = "--comment",
      paramLabel = "FILE",
      description = "Where to write the comment, in Markdown.")
  private Path comment;

  @Option(
      names = "--full-log",
      paramLabel = "PLACE",
      defaultValue = "",
      description = "Where readers of the comment find the full log.")
  private String fullLog;

  @Option(names = "--drift", description = "The preview looked for drift, which any change is.")
  private boolean drift;

  @Option(
      names = "--" + Warnings.ALLOW,
      description = "Lets a preview pass that destroys what holds data or the cluster.")
  private boolean allowed;

  @Override
  public Integer call() throws IOException {
    if (!environment.matches("[A-Za-z0-9_.-]+")) {
      throw wrong("--environment: \"" + environment + "\" is no name of a stack");
    }
    Preview read = PreviewReader.read(existing("--preview", preview));
    List<String> words =
        log == null ? List.of() : Files.readString(existing("--log", log)).lines().toList();
    GuardRails rails = GuardRails.check(read);
    var review =
        new ReviewComment(
            new ReviewComment.Request(environment, allowed, drift, statusFailed(read), fullLog),
            read,
            rails,
            words);
    String markdown = review.markdown();
    if (comment != null) {
      Files.writeString(comment, markdown);
    }
    command.commandLine().getOut().print(TerminalText.of(markdown, Ansi.AUTO));
    command.commandLine().getOut().flush();
    return result(review);
  }

  /** With --expect-no-changes the engine ends so for the very changes that are looked for. */
  private boolean statusFailed(Preview read) {
    return status != 0 && !(drift && read.changesAnything());
  }

  private int result(ReviewComment review) {
    if (review.failed()) {
      return FAILED;
    }
    if (drift) {
      return review.preview().changesAnything() ? DRIFTED : 0;
    }
    return review.rails().hold() || allowed ? 0 : REFUSED;
  }

  private Path existing(String option, Path file) {
    if (!Files.isRegularFile(file)) {
      throw wrong(option + ": no such file: " + file);
    }
    return file;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
