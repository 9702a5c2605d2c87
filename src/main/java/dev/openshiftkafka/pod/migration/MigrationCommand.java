package dev.openshiftkafka.pod.migration;

import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.admin.Retries;
import dev.openshiftkafka.pod.zookeeper.ZooKeeperMetadata;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks, awaits or reverts a phase of a migration from ZooKeeper to KRaft. */
@Command(
    name = "migration",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Checks, awaits or reverts a phase of a migration from ZooKeeper to KRaft.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the condition is met",
      "1:it was not met in time, or cannot be; the last lines of the output say why",
      "2:the command line is invalid"
    })
public final class MigrationCommand implements Callable<Integer> {
  private static final Duration REQUEST = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Mixin private AdminProgram program;

  @Option(
      names = "--step",
      required = true,
      description =
          "CHECK: whether the phase may begin; REVERT: control returns to the brokers; AWAIT: the"
              + " phase is done.")
  private Step step;

  @Option(names = "--phase", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
  private Migration.Phase phase;

  @Option(
      names = "--zookeeper",
      required = true,
      paramLabel = "SERVERS",
      description = "ZooKeeper servers, as host:port,...")
  private String zookeeper;

  @Option(
      names = "--exporters",
      required = true,
      split = ",",
      description = "JMX exporters of the KRaft controllers, as host:port,...")
  private List<String> exporters;

  @Option(names = "--brokers", required = true, description = "Number of brokers.")
  private int brokers;

  @Option(
      names = "--timeout-seconds",
      required = true,
      paramLabel = "SECONDS",
      description = "How long to wait.")
  private long timeoutSeconds;

  /** What the command does. */
  enum Step {
    CHECK,
    REVERT,
    AWAIT
  }

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new MigrationCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
    var controllers = new ControllerMetrics(exporters);
    return program.run(
        () ->
            Retries.run(
                () -> attempt(controllers),
                () -> System.nanoTime() > deadline,
                INTERVAL,
                this::log));
  }

  private void attempt(ControllerMetrics controllers)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    try (var metadata = ZooKeeperMetadata.connect(zookeeper)) {
      var migration = new Migration(metadata, controllers, brokers, this::log);
      switch (step) {
        case CHECK -> {
          try (Admin admin = program.brokers(REQUEST)) {
            migration.check(phase, admin);
          }
        }
        case REVERT -> migration.revert();
        case AWAIT -> migration.await(phase);
        default -> throw new IllegalStateException("step " + step);
      }
    } catch (ZooKeeperMetadata.ZooKeeperException e) {
      throw new RetriableAdminException(String.valueOf(e.getMessage()));
    }
  }

  private void log(String line) {
    program.out().println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    program.out().flush();
  }
}
