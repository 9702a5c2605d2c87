package dev.openshiftkafka.pod.topics;

import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.admin.DeclarationFile;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reconciles the topics of a cluster with their declaration. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Creates, changes and deletes topics until they match the declaration. Idempotent.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all topics match the declaration",
      "1:some topics do not; the last lines of the output say why",
      "2:the command line is invalid"
    })
public final class TopicsCommand implements Callable<Integer> {
  /** A small cluster needs longer for many topics at once than Kafka's default, one minute. */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @Mixin private AdminProgram program;

  @Mixin private DeclarationFile declaration;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "1800",
      paramLabel = "SECONDS",
      description = "How long to wait for partition reassignments (default: ${DEFAULT-VALUE}).")
  private long timeoutSeconds;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TopicsCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return program.run(
        () -> {
          try (Admin admin = program.brokers(TIMEOUT)) {
            new Reconciliation(admin, Duration.ofSeconds(timeoutSeconds), program.out())
                .run(() -> declaration.read(Declaration::read, Declaration::id));
          }
        });
  }
}
