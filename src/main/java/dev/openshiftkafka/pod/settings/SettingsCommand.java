package dev.openshiftkafka.pod.settings;

import dev.openshiftkafka.pod.client.ClientProperties;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Sets the dynamic settings of the brokers of a cluster. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sets dynamic broker settings as defaults of the cluster, and waits until they are in force"
            + " on every broker. Idempotent.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all settings are in force",
      "1:some settings are not; the last lines of the output say why",
      "2:the command line is invalid"
    })
public final class SettingsCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  /** Kubernetes keeps 4096 bytes of a termination message. */
  private static final int MESSAGE_LIMIT = 3900;

  @Spec private CommandSpec command;

  @Option(names = "--bootstrap-server", required = true, description = "Brokers, as host:port,...")
  private String bootstrap;

  @Mixin private ClientProperties client;

  @Option(
      names = "--declaration",
      required = true,
      paramLabel = "JSON",
      description = "The settings to set, and those to reset.")
  private String declaration;

  @Option(
      names = "--termination-log",
      paramLabel = "FILE",
      description = "File to which the reason of a failure is written, for the pod's status.")
  private Path terminationLog;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SettingsCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Properties settings =
        client.and(
            Map.of(
                "bootstrap.servers", bootstrap,
                "client.id", "settings",
                "default.api.timeout.ms", "60000"));
    PrintWriter out = command.commandLine().getOut();
    try (Admin admin = Admin.create(settings)) {
      new Reconciliation(new BrokerConfigs.OfCluster(admin), Reconciliation.TIMEOUT, out)
          .run(Declaration.read(declaration));
      return 0;
    } catch (KafkaException | IllegalStateException e) {
      String reason = "error: " + (e.getMessage() == null ? e : e.getMessage());
      command.commandLine().getErr().println(reason);
      if (terminationLog != null) {
        Files.writeString(
            terminationLog, reason.substring(0, Math.min(reason.length(), MESSAGE_LIMIT)));
      }
      return FAILED;
    }
  }
}
