package dev.openshiftkafka;

import com.pulumi.Pulumi;
import dev.openshiftkafka.cli.preflight.PreflightCommand;
import dev.openshiftkafka.cli.report.RdkafkaReportCommand;
import dev.openshiftkafka.cli.review.ReviewCommand;
import dev.openshiftkafka.cli.teardown.TeardownCommand;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.stack.monitoring.dashboards.DashboardFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Starts Pulumi, or does what is done before and after it: rights, dashboards as files, the review
 * of a preview, what a destroy loses, a report of what a benchmark has written.
 */
public final class App {
  private static final String DEPLOYER_RIGHTS = "deployer-rights";

  private static final String DASHBOARDS = "dashboards";

  /** Those that end with a status of their own, by name. */
  private static final Map<String, ToIntFunction<String[]>> COMMANDS =
      Map.of(
          ReviewCommand.NAME, ReviewCommand::execute,
          TeardownCommand.NAME, TeardownCommand::execute,
          RdkafkaReportCommand.NAME, RdkafkaReportCommand::execute,
          PreflightCommand.NAME,
              arguments -> PreflightCommand.execute(KafkaStack::deployerRoles, arguments));

  private App() {}

  /**
   * Runs the program in the engine that started this process.
   *
   * <p>With the arguments {@code deployer-rights <stack file>} it prints the Role and the
   * ClusterRole that a deployer of this stack needs, and needs no engine. With {@code dashboards
   * <stack file> <folder>} it writes the stack's dashboards. With {@code review ...} it reviews
   * what the engine planned, with {@code teardown ...} it tells what becomes of a stack's data when
   * it is destroyed, and with {@code rdkafka-report} it makes a report of the output of
   * rdkafka_performance. With {@code preflight ...} it checks the cluster and the account of a
   * stack.
   */
  public static void main(String[] args) throws IOException {
    if (args.length == 2 && args[0].equals(DEPLOYER_RIGHTS)) {
      System.out.append(KafkaStack.deployerRights(Path.of(args[1]))).flush();
      return;
    }
    if (args.length == 3 && args[0].equals(DASHBOARDS)) {
      StackConfig config = ConfigSource.ofFile(KafkaStack.PROJECT, Path.of(args[1])).read();
      DashboardFiles.write(config, Path.of(args[2]));
      return;
    }
    if (args.length > 0 && COMMANDS.containsKey(args[0])) {
      System.exit(COMMANDS.get(args[0]).applyAsInt(Arrays.copyOfRange(args, 1, args.length)));
    }
    if (args.length > 0) {
      throw new IllegalArgumentException(
          "Unknown arguments "
              + String.join(" ", args)
              + ": expected none, which Pulumi gives, or "
              + DEPLOYER_RIGHTS
              + " <stack file>, or "
              + DASHBOARDS
              + " <stack file> <folder>, or "
              + ReviewCommand.NAME
              + " <options>, or "
              + TeardownCommand.NAME
              + " <options>, or "
              + RdkafkaReportCommand.NAME
              + " --output=<folder>, or "
              + PreflightCommand.NAME
              + " <options>");
    }
    SdkBusyWaitWorkaround.install();
    Pulumi.run(
        context ->
            KafkaStack.declare(
                context,
                ConfigSource.ofEngine(
                    context.projectName(), context.stackName(), System.getenv())));
  }
}
