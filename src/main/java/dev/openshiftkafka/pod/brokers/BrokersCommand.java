package dev.openshiftkafka.pod.brokers;

import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks that brokers can be removed, or unregisters removed brokers. */
@Command(
    name = "brokers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Checks that brokers have no replicas; with --bootstrap-controllers, also unregisters them"
            + " after they have stopped. Idempotent.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the brokers have no replicas, and are unregistered if this was requested",
      "1:a broker has replicas, or something failed; the last lines of the output say why",
      "2:the command line is invalid"
    })
public final class BrokersCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @Mixin private AdminProgram program;

  @Option(
      names = "--bootstrap-controllers",
      description = "KRaft controllers, as host:port,...; unregisters the brokers.")
  private String controllers = "";

  @Option(names = "--removed", required = true, description = "Ids of the brokers, as 3,4,...")
  private String removed;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "120",
      paramLabel = "SECONDS",
      description = "How long to retry, and to wait for stopped brokers (default: 120).")
  private long timeoutSeconds;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BrokersCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return program.run(
        () -> {
          try (Admin admin = program.brokers(TIMEOUT)) {
            run(admin);
          }
        });
  }

  private void run(Admin admin)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    var removal =
        new BrokerRemoval(
            admin,
            BrokerRemoval.ids(removed),
            Duration.ofSeconds(timeoutSeconds),
            BrokerRemoval.SETTLE,
            program.out());
    if (controllers.isEmpty()) {
      removal.check();
      return;
    }
    try (Admin quorum = program.controllers(controllers, TIMEOUT)) {
      removal.unregister(quorum);
    }
  }
}
