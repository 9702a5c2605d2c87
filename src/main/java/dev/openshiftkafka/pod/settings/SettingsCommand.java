package dev.openshiftkafka.pod.settings;

import dev.openshiftkafka.pod.admin.AdminProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @Mixin private AdminProgram program;

  @Option(
      names = "--declaration",
      required = true,
      paramLabel = "JSON",
      description = "The settings to set, and those to reset.")
  private String declaration;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SettingsCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return program.run(
        () -> {
          try (Admin admin = program.brokers(TIMEOUT)) {
            new Reconciliation(
                    new BrokerConfigs.OfCluster(admin), Reconciliation.TIMEOUT, program.out())
                .run(Declaration.read(declaration));
          }
        });
  }
}
