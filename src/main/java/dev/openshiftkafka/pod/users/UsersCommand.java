package dev.openshiftkafka.pod.users;

import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.admin.DeclarationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reconciles the users of a cluster with their declaration. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Creates, changes and deletes users with their ACLs and quotas, and writes the Secrets of"
            + " their applications, until they match the declaration. Idempotent.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all users match the declaration",
      "1:some users do not; the last lines of the output say why",
      "2:the command line is invalid"
    })
public final class UsersCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @Mixin private AdminProgram program;

  @Mixin private DeclarationFile declaration;

  @Option(
      names = "--authorities",
      paramLabel = "FILE",
      description = "Certificates of the brokers' CAs in PEM, which applications must trust.")
  private Path authorities;

  @Mixin private SecretsAccess access;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "300",
      paramLabel = "SECONDS",
      description = "How long errors are retried (default: ${DEFAULT-VALUE}).")
  private long timeoutSeconds;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new UsersCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return program.run(
        () -> {
          try (Admin admin = program.brokers(TIMEOUT)) {
            new Reconciliation(
                    admin,
                    access.secrets(),
                    authorities == null ? "" : Files.readString(authorities),
                    Duration.ofSeconds(timeoutSeconds),
                    program.out())
                .run(() -> declaration.read(Declaration::read, Declaration::id));
          }
        });
  }
}
