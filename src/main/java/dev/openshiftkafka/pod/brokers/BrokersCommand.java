package dev.openshiftkafka.pod.brokers;

import dev.openshiftkafka.pod.client.ClientProperties;
import dev.openshiftkafka.pod.topics.AdminResults.RefusedException;
import dev.openshiftkafka.pod.topics.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.topics.TopicsCommand.TerminationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
  private static final int FAILED = 1;

  @Spec private CommandSpec command;

  @Option(names = "--bootstrap-server", required = true, description = "Brokers, as host:port,...")
  private String bootstrap;

  @Mixin private ClientProperties client;

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

  @Option(
      names = "--termination-log",
      paramLabel = "FILE",
      description = "File to which the reason of a failure is written, for the pod's status.")
  private Path terminationLog;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BrokersCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Admin admin = Admin.create(settings("bootstrap.servers", bootstrap))) {
      var removal =
          new BrokerRemoval(
              admin,
              BrokerRemoval.ids(removed),
              Duration.ofSeconds(timeoutSeconds),
              BrokerRemoval.SETTLE,
              command.commandLine().getOut());
      if (controllers.isEmpty()) {
        removal.check();
      } else {
        try (Admin quorum = Admin.create(settings("bootstrap.controllers", controllers))) {
          removal.unregister(quorum);
        }
      }
      return 0;
    } catch (RefusedException
        | RetriableAdminException
        | KafkaException
        | IllegalStateException e) {
      String reason = "error: " + e.getMessage();
      command.commandLine().getErr().println(reason);
      if (terminationLog != null) {
        Files.writeString(terminationLog, new TerminationMessage(reason).text());
      }
      return FAILED;
    }
  }

  private Properties settings(String key, String addresses) throws IOException {
    return client.and(
        Map.of(
            key,
            addresses,
            "client.id",
            "brokers",
            "request.timeout.ms",
            "30000",
            "default.api.timeout.ms",
            "60000"));
  }
}
