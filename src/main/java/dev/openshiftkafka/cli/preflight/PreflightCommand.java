package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.StackFile;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks the cluster and the AWS account of a stack; read-only. */
@Command(
    name = PreflightCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Checks whether the cluster and the AWS account have what a stack needs.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no check failed; there may be warnings",
      "1:a check failed, or the configuration is invalid",
      "2:the command line is invalid"
    })
public final class PreflightCommand implements Callable<Integer> {
  /** Name of the subcommand of the program. */
  public static final String NAME = "preflight";

  private static final int FAILED = 1;

  private final Function<StackConfig, List<Map<String, Object>>> roles;

  @Spec private CommandSpec command;

  @Option(
      names = "--file",
      required = true,
      paramLabel = "FILE",
      description = "The stack's configuration, such as stacks/Pulumi.prod.yaml.")
  private Path file;

  @Option(names = "--stack", description = "Name of the stack; by default from the file's name.")
  private String stack;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Kubeconfig of the cluster; by default KUBECONFIG, as for kubectl.")
  private Path kubeconfig;

  @Option(
      names = "--only",
      paramLabel = "PREFIX",
      description =
          "Runs only checks whose name begins with this prefix, such as aws or cluster.nodes.")
  private String only = "";

  @Option(names = "--json", description = "Writes the report as JSON.")
  private boolean json;

  private PreflightCommand(Function<StackConfig, List<Map<String, Object>>> roles) {
    this.roles = roles;
  }

  /**
   * Runs the command and returns its exit status.
   *
   * @param roles returns the deployer's roles of a stack
   */
  public static int execute(
      Function<StackConfig, List<Map<String, Object>>> roles, String... arguments) {
    return commandLine(roles).execute(arguments);
  }

  static CommandLine commandLine(Function<StackConfig, List<Map<String, Object>>> roles) {
    return new CommandLine(new PreflightCommand(roles));
  }

  @Override
  public Integer call() throws Exception {
    requireFile("--file", file);
    if (kubeconfig != null) {
      requireFile("--kubeconfig", kubeconfig);
    }
    List<Check> checks =
        Preflight.checks().stream().filter(check -> check.id().startsWith(only)).toList();
    if (checks.isEmpty()) {
      throw usageError("--only: no check begins with " + only + "; see docs/preflight.md");
    }
    String name = stack == null ? StackFile.stack(file) : stack;
    StackConfig config;
    try {
      config = StackPlan.readConfig(name, file);
    } catch (InvalidConfigException e) {
      command.commandLine().getErr().println(e.getMessage());
      return FAILED;
    }
    return report(new PreflightReport(name, run(name, config, checks)));
  }

  private List<Preflight.Outcome> run(String name, StackConfig config, List<Check> checks)
      throws Exception {
    var plan = new StackPlan(name, config, roles.apply(config));
    try (Cluster cluster = cluster(config);
        Account account = account(config)) {
      return new Preflight(new Target(plan, cluster, account)).run(checks);
    }
  }

  private @Nullable Cluster cluster(StackConfig config) {
    return config.has(Layer.OPENSHIFT) ? Cluster.connect(kubeconfig, config.context()) : null;
  }

  private static @Nullable Account account(StackConfig config) {
    String endpoint = System.getenv("AWS_ENDPOINT_URL");
    return config.has(Layer.AWS)
        ? new Account(config.aws().region(), endpoint == null ? null : URI.create(endpoint))
        : null;
  }

  private int report(PreflightReport report) {
    PrintWriter out = command.commandLine().getOut();
    out.print(json ? report.json() : report.text());
    out.flush();
    return report.hasFailure() ? FAILED : 0;
  }

  private void requireFile(String option, Path path) {
    if (!Files.isRegularFile(path)) {
      throw usageError(option + ": no such file: " + path);
    }
  }

  private ParameterException usageError(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
