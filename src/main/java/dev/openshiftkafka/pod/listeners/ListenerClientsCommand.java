package dev.openshiftkafka.pod.listeners;

import dev.openshiftkafka.pod.admin.AdminProgram;
import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.admin.Retries;
import dev.openshiftkafka.pod.scrape.Scraper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks that no client uses a listener of the brokers. */
@Command(
    name = "listener-clients",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Checks that no client uses a listener of the brokers.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no client uses it",
      "1:clients use it, or a broker exports no metrics; the last line says which",
      "2:the command line is invalid"
    })
public final class ListenerClientsCommand implements Callable<Integer> {
  private static final Duration REQUEST = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  @Mixin private AdminProgram program;

  @Option(names = "--listener", required = true, description = "Name of the listener.")
  private String listener;

  @Option(
      names = "--exporter-port",
      required = true,
      description = "Port of the brokers' JMX exporters.")
  private int exporterPort;

  @Option(
      names = "--timeout-seconds",
      required = true,
      paramLabel = "SECONDS",
      description = "How long to wait until no client uses it.")
  private long timeoutSeconds;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ListenerClientsCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
    var clients = new ListenerClients(listener, new Scraper());
    return program.run(
        () -> {
          try (Admin admin = program.brokers(REQUEST)) {
            Retries.run(
                () -> clients.check(exporters(admin)),
                () -> System.nanoTime() > deadline,
                INTERVAL,
                this::log);
          }
        });
  }

  private void log(String line) {
    program.out().println(line);
    program.out().flush();
  }

  /** A broker advertises the name of its pod, which is also the host of its exporter. */
  private List<String> exporters(Admin admin)
      throws RefusedException, RetriableAdminException, InterruptedException {
    return AdminResults.of(admin.describeCluster().nodes()).stream()
        .map(broker -> broker.host() + ":" + exporterPort)
        .sorted()
        .toList();
  }
}
