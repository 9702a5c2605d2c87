package dev.openshiftkafka.cli;

import dev.openshiftkafka.cli.benchmark.BenchmarkCommand;
import dev.openshiftkafka.cli.kafka.FinalizeFeaturesCommand;
import dev.openshiftkafka.cli.kafka.UnregisterCommand;
import dev.openshiftkafka.cli.plan.PlanCommand;
import dev.openshiftkafka.cli.preflight.PreflightCommand;
import dev.openshiftkafka.cli.reassign.ReassignCommand;
import dev.openshiftkafka.cli.recover.RecoverCommand;
import dev.openshiftkafka.cli.report.RdkafkaReportCommand;
import dev.openshiftkafka.cli.review.PreviewCommand;
import dev.openshiftkafka.cli.review.ReviewCommand;
import dev.openshiftkafka.cli.runtime.CommandLines;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.teardown.DestroyCommand;
import dev.openshiftkafka.cli.teardown.TeardownCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command, which only has subcommands. */
@Command(
    name = KafkaStackCommand.NAME,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    description = "Operates Kafka stacks on OpenShift.",
    footer = {"", "Options of a command: bin/kafka-stack COMMAND --help"})
public final class KafkaStackCommand {
  static final String NAME = "kafka-stack";

  private KafkaStackCommand() {}

  /** Creates the command line with all subcommands. */
  public static CommandLine commandLine(StackProgram program, Session session) {
    var line = new CommandLine(new KafkaStackCommand());
    line.addSubcommand(new PlanCommand(session))
        .addSubcommand(new PreflightCommand(program::deployerRoles, session))
        .addSubcommand(new PreviewCommand(session))
        .addSubcommand(new DestroyCommand(session))
        .addSubcommand(new RecoverCommand(session))
        .addSubcommand(new BenchmarkCommand(session))
        .addSubcommand(new ReassignCommand(session))
        .addSubcommand(new UnregisterCommand(session))
        .addSubcommand(new FinalizeFeaturesCommand(session))
        .addSubcommand(new DashboardsCommand(program, session))
        .addSubcommand(new DeployerRightsCommand(program, session))
        .addSubcommand(new StackFileCommand(session))
        .addSubcommand(new RdkafkaReportCommand(System.in))
        .addSubcommand(new ReviewCommand())
        .addSubcommand(new TeardownCommand())
        .addSubcommand(new CompletionCommand(session));
    String version = version();
    line.getCommandSpec().version(version);
    line.getSubcommands().values().forEach(command -> command.getCommandSpec().version(version));
    return CommandLines.configure(line, session);
  }

  /** Reads the version from the file that Maven adds to the jar. */
  private static String version() {
    String resource = "/META-INF/maven/dev.openshiftkafka/openshift-kafka/pom.properties";
    try (InputStream file = KafkaStackCommand.class.getResourceAsStream(resource)) {
      var properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return NAME + " " + properties.getProperty("version", "(unpackaged)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
