package dev.openshiftkafka.pod.users;

import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.admin.Retries;
import dev.openshiftkafka.pod.admin.TerminationMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Generates the passwords of brokers, controllers and the stack's own clients. */
@Command(
    name = "passwords",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes a generated password to the Secret IDENTITY-password of each identity that has"
            + " none. Idempotent.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all identities have a password",
      "1:some have none; the last line of the output says why",
      "2:the command line is invalid"
    })
public final class PasswordsCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  @Spec private CommandSpec command;

  @Option(
      names = "--project",
      required = true,
      paramLabel = "NAMESPACE",
      description = "Namespace of the Secrets.")
  private String project;

  @Option(
      names = "--identity",
      required = true,
      paramLabel = "NAME",
      description = "An identity; can be repeated.")
  private List<String> identities;

  @Mixin private SecretsAccess access;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "120",
      paramLabel = "SECONDS",
      description = "How long errors are retried (default: ${DEFAULT-VALUE}).")
  private long timeoutSeconds;

  @Option(
      names = "--termination-log",
      paramLabel = "FILE",
      description = "File to which the reason of a failure is written, for the pod's status.")
  private @Nullable Path terminationLog;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PasswordsCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    var passwords = new PasswordSecrets(access.secrets(), project, out);
    long deadline = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
    try {
      Retries.run(
          () -> passwords.generate(identities),
          () -> System.nanoTime() - deadline > 0,
          RETRY_INTERVAL,
          out::println);
      return 0;
    } catch (RefusedException | RetriableAdminException | IllegalStateException e) {
      String reason = "error: " + e.getMessage();
      command.commandLine().getErr().println(reason);
      if (terminationLog != null) {
        Files.writeString(terminationLog, new TerminationMessage(reason).text());
      }
      return FAILED;
    }
  }
}
