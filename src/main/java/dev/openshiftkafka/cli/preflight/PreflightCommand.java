package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.CommandLines;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.StackFiles;
import dev.openshiftkafka.cli.runtime.TargetStack;
import dev.openshiftkafka.cli.runtime.Workspace;
import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.config.Layer;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.StackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the cluster and the AWS account of a stack; read-only. */
@Command(
    name = PreflightCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks the cluster and the AWS account of a stack against what it needs.",
      "Nothing is changed. The kubeconfig is the stack's secret of that name, else KUBECONFIG, else"
          + " that of oc and kubectl; credentials of AWS come from the environment. See"
          + " docs/preflight.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no check failed; there may be warnings",
      "1:a check failed, or the configuration is invalid",
      "2:the command line is invalid"
    })
public final class PreflightCommand implements Callable<Integer> {
  /** Name of the subcommand of the program. */
  public static final String NAME = "preflight";

  private static final String KUBECONFIG = "KUBECONFIG";

  private final Function<StackConfig, List<Map<String, Object>>> roles;
  private final Session session;

  @Spec private CommandSpec command;

  @Parameters(arity = "0..1", paramLabel = "STACK", description = "Name of the stack.")
  private String stack;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The configuration of a stack that need not exist yet, in place of STACK.")
  private String file;

  @Option(
      names = "--stack",
      hidden = true,
      description = "Name of the stack with --file; by default from the file's name.")
  private String fileStack;

  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Kubeconfig of the cluster.")
  private String kubeconfig;

  @Option(
      names = "--only",
      paramLabel = "PREFIX",
      description =
          "Runs only checks whose name begins with this prefix, such as aws or cluster.nodes.")
  private String only = "";

  @Option(names = "--json", description = "Writes the report as JSON.")
  private boolean json;

  /**
   * Makes the command.
   *
   * @param roles returns the deployer's roles of a stack
   */
  public PreflightCommand(Function<StackConfig, List<Map<String, Object>>> roles, Session session) {
    this.roles = roles;
    this.session = session;
  }

  static CommandLine commandLine(
      Function<StackConfig, List<Map<String, Object>>> roles, Session session) {
    return CommandLines.of(new PreflightCommand(roles, session), session);
  }

  @Override
  public Integer call() throws Exception {
    Path configuration = configuration();
    List<Check> checks =
        Preflight.checks().stream().filter(check -> check.id().startsWith(only)).toList();
    if (checks.isEmpty()) {
      throw usageError("--only: no check begins with " + only + "; see docs/preflight.md");
    }
    String name = name(configuration);
    StackConfig config;
    try {
      config = StackPlan.readConfig(name, configuration);
    } catch (InvalidConfigException e) {
      command.commandLine().getErr().println(e.getMessage());
      return CommandFailedException.FAILED;
    }
    return report(new PreflightReport(name, run(name, config, checks)));
  }

  private Path configuration() {
    if (file == null && stack == null) {
      throw usageError("name a stack, or a file by --file=FILE");
    }
    if (file == null) {
      Workspace workspace = session.workspace();
      return workspace.project().resolve(StackFiles.find(workspace, stack));
    }
    if (stack != null) {
      throw usageError("--file=" + file + ": given with the stack " + stack);
    }
    return existing("--file", file);
  }

  private String name(Path configuration) {
    if (stack != null) {
      return stack;
    }
    return fileStack == null ? StackFile.stack(configuration) : fileStack;
  }

  private List<Preflight.Outcome> run(String name, StackConfig config, List<Check> checks)
      throws Exception {
    var plan = new StackPlan(name, config, roles.apply(config));
    try (Cluster cluster = cluster(config);
        Account account = account(config)) {
      return new Preflight(new Target(plan, cluster, account)).run(checks);
    }
  }

  private @Nullable Cluster cluster(StackConfig config) throws IOException {
    if (!config.usesCluster()) {
      return null;
    }
    if (kubeconfig != null) {
      return Cluster.connect(existing("--kubeconfig", kubeconfig), config.context());
    }
    if (stack != null && TargetStack.isLocal(stack)) {
      return local(config);
    }
    return stack != null && hasKubeconfig()
        ? Cluster.connectWith(secretKubeconfig(), config.context())
        : Cluster.connect((Path) null, config.context());
  }

  /** Its script knows the local cluster, unless the user names another. */
  private Cluster local(StackConfig config) {
    String own = session.workspace().variable(KUBECONFIG);
    String known = TargetStack.session(session, stack).workspace().variable(KUBECONFIG);
    return Cluster.connect(own.isEmpty() ? Path.of(known) : null, config.context());
  }

  private boolean hasKubeconfig() throws IOException {
    return Files.readString(configuration()).contains("openshift-kafka:kubeconfig:");
  }

  /** It stays in memory. */
  private String secretKubeconfig() {
    if (session.workspace().find("pulumi").isEmpty()) {
      throw CommandFailedException.wrong(
          "pulumi is not on the PATH: it decrypts the stack's kubeconfig; or give"
              + " --kubeconfig=FILE");
    }
    TargetStack target = TargetStack.find(session.workspace(), stack);
    var decrypted =
        session.inProject().call(target.configured("config", "get", "kubeconfig")).capture();
    if (!decrypted.ok()) {
      throw CommandFailedException.failed(
          "the secret kubeconfig of " + stack + " cannot be read; give --kubeconfig=FILE");
    }
    return decrypted.out();
  }

  private @Nullable Account account(StackConfig config) {
    String endpoint = session.workspace().variable("AWS_ENDPOINT_URL");
    return config.has(Layer.AWS)
        ? new Account(config.aws().region(), endpoint.isEmpty() ? null : URI.create(endpoint))
        : null;
  }

  private int report(PreflightReport report) {
    PrintWriter out = command.commandLine().getOut();
    out.print(json ? report.json() : report.text());
    out.flush();
    return report.hasFailure() ? CommandFailedException.FAILED : 0;
  }

  /** A file relative to the user's folder or to the project. */
  private Path existing(String option, String path) {
    return Stream.of(session.resolve(path), session.workspace().project().resolve(path))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> usageError(option + ": no such file: " + path));
  }

  private ParameterException usageError(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
