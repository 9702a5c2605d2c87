package dev.openshiftkafka.pod.quorum;

import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes the voters of a KRaft quorum. */
@Command(
    name = "quorum",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Changes the voters of a KRaft quorum. Idempotent.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the quorum is as requested",
      "1:a controller is not caught up, or something failed; the last lines of the output say why",
      "2:the command line is invalid"
    })
public final class QuorumCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** What the command does. */
  public enum Step {
    /** Writes the voters to the metadata. */
    MOVE,
    /** Checks that controllers can be removed. */
    CHECK,
    /** Removes voters whose controllers have stopped. */
    REMOVE;

    /** The word on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private AdminProgram program;

  @Option(names = "--step", required = true, description = "What to do: ${COMPLETION-CANDIDATES}.")
  private Step step;

  @Option(
      names = "--first-removed",
      defaultValue = "-1",
      paramLabel = "ID",
      description = "Node id of the first controller that leaves; for check and remove.")
  private int firstRemoved;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "120",
      paramLabel = "SECONDS",
      description = "How long to retry, and to wait for controllers (default: 120).")
  private long timeoutSeconds;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new QuorumCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return program.run(
        () -> {
          try (Admin admin = program.brokers(TIMEOUT)) {
            run(new QuorumChange(admin, Duration.ofSeconds(timeoutSeconds), program.out()));
          }
        });
  }

  private void run(QuorumChange change)
      throws RefusedException, RetriableAdminException, InterruptedException {
    switch (step) {
      case MOVE -> change.move();
      case CHECK -> change.checkRemoval(firstRemoved);
      default -> change.remove(firstRemoved);
    }
  }
}
