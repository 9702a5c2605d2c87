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

/** Reviews a recorded preview and refuses destructive changes. */
@Command(
    name = ReviewCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Reviews a recorded preview and refuses changes that destroy data or the cluster.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the change may be applied",
      "1:the preview failed",
      "2:the command line is invalid",
      "3:the change destroys data or the cluster, and is not permitted",
      "4:with --drift: a resource was changed outside of Pulumi"
    })
public final class ReviewCommand implements Callable<Integer> {
  /** Name of the subcommand of the program. */
  public static final String NAME = "review";

  static final int FAILED = 1;
  static final int INVALID = 2;
  static final int REFUSED = 3;
  static final int DRIFTED = 4;

  @Spec private CommandSpec command;

  @Option(names = "--environment", required = true, description = "Name of the stack.")
  private String environment;

  @Option(
      names = "--preview",
      required = true,
      paramLabel = "FILE",
      description = "Output of `pulumi preview --json`, as a digest or as events.")
  private Path preview;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "Standard error of `pulumi preview`, which the comment shows if it failed.")
  private Path log;

  @Option(
      names = "--exit-status",
      paramLabel = "STATUS",
      description = "Exit status of `pulumi preview` (default: 0).")
  private int status;

  @Option(
      names = "--comment",
      paramLabel = "FILE",
      description = "File for the comment, in Markdown.")
  private Path comment;

  @Option(
      names = "--full-log",
      paramLabel = "PLACE",
      defaultValue = "",
      description = "Location of the full log that the comment names.")
  private String fullLog;

  @Option(
      names = "--drift",
      description = "The preview detected drift: any change counts as drift.")
  private boolean drift;

  @Option(
      names = "--" + Warnings.ALLOW,
      description = "Permits a change that destroys data or the cluster.")
  private boolean allowed;

  @Override
  public Integer call() throws IOException {
    if (!environment.matches("[A-Za-z0-9_.-]+")) {
      throw invalid("--environment: \"" + environment + "\" is not a valid stack name");
    }
    Preview read = PreviewReader.read(existing("--preview", preview));
    List<String> logLines =
        log == null ? List.of() : Files.readString(existing("--log", log)).lines().toList();
    GuardRails rails = GuardRails.check(read);
    var review =
        new ReviewComment(
            new ReviewComment.Request(environment, allowed, drift, statusFailed(read), fullLog),
            read,
            rails,
            logLines);
    String markdown = review.markdown();
    if (comment != null) {
      Files.writeString(comment, markdown);
    }
    command.commandLine().getOut().print(TerminalText.of(markdown, Ansi.AUTO));
    command.commandLine().getOut().flush();
    return result(review);
  }

  /** With --expect-no-changes Pulumi also fails because of the drift that is to be detected. */
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
    return review.rails().passed() || allowed ? 0 : REFUSED;
  }

  private Path existing(String option, Path file) {
    if (!Files.isRegularFile(file)) {
      throw invalid(option + ": no such file: " + file);
    }
    return file;
  }

  private ParameterException invalid(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
