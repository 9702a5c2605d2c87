package dev.openshiftkafka.cli.plan;

import dev.openshiftkafka.capacity.Plan;
import dev.openshiftkafka.capacity.Prices;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.runtime.StackFiles;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds the cheapest hardware for a load. */
@Command(
    name = PlanCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds the cheapest instances, volumes and number of brokers that hold a load.",
      "It uses no network: bandwidths and prices come from tables of the program. See docs/plan.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:a plan was printed",
      "1:nothing holds the load within the bounds, or the stack file is invalid",
      "2:the command line is invalid"
    })
public final class PlanCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "plan";

  private final Session session;

  @Spec private CommandSpec spec;

  @Mixin private PlanOptions options;

  @Option(
      names = "--from",
      paramLabel = "STACK",
      description =
          "A deployed stack, or its configuration file, whose load is planned and what to change.")
  private @Nullable String from;

  @Option(
      names = "--rows",
      paramLabel = "NUMBER",
      description = "Plans to print: the cheapest of each instance type (default: 10).")
  private int rows = 10;

  @Option(names = "--json", description = "Prints JSON instead of text.")
  private boolean json;

  @Option(
      names = "--stack-file",
      paramLabel = "FILE",
      description = "Writes the configuration of the first plan, such as Pulumi.new.yaml.")
  private @Nullable String stackFile;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page with the least cost for each write rate (Pareto front).")
  private @Nullable String html;

  /** Creates the command. */
  public PlanCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    var faults = new Faults();
    options.check(faults);
    faults.between("--rows", rows, 1, 1000);
    checkNew(faults, "--stack-file", stackFile);
    Path file = from == null ? null : StackFiles.fileOrStack(session.workspace(), from);
    StackConfig config =
        file == null ? null : ConfigSource.ofFile(StackFiles.PULUMI_PROJECT, file).read();
    PlanRequest request = request(config, faults);
    if (request == null || !faults.isEmpty()) {
      throw new ParameterException(spec.commandLine(), faults.toString());
    }
    List<Plan> plans = request.planner().plans(request.load());
    if (plans.isEmpty()) {
      throw CommandFailedException.failed(
          "no hardware holds "
              + request.load().writeMBps()
              + " MB/s within the bounds; raise --max-brokers, or allow other --volume-types or"
              + " --architecture");
    }
    Plan best = plans.get(0);
    List<PlanChanges.Change> changes =
        config == null
            ? List.of()
            : PlanChanges.of(config, best, request.load(), request.retentionHours());
    print(request, shown(plans), changes);
    if (stackFile != null) {
      write(
          stackFile,
          file == null
              ? StackFileText.ofNew(request, best)
              : StackFileText.ofChanged(Files.readString(file), changes));
    }
    if (html != null) {
      write(html, page(request));
    }
    return 0;
  }

  private @Nullable PlanRequest request(@Nullable StackConfig config, Faults faults)
      throws IOException {
    if (config != null && config.aws() == null) {
      faults.add("--from", from, "has no AWS layer; plan a new stack with --write-mbps");
      return null;
    }
    String region = PlanRequest.region(options, config);
    Prices known = prices(region, faults);
    // Without prices the other options are checked all the same, and no plan is made.
    Prices prices = known == null ? Prices.of(region) : known;
    return config == null
        ? PlanRequest.ofNew(options, prices, faults)
        : PlanRequest.ofDeployed(options, config, prices, faults);
  }

  private @Nullable Prices prices(String region, Faults faults) throws IOException {
    boolean known = Prices.regions().contains(region);
    if (options.prices == null) {
      if (!known) {
        faults.add(
            "--region",
            region,
            "has no prices in the tables, which have "
                + String.join(", ", Prices.regions())
                + "; give them with --prices");
      }
      return known ? Prices.of(region) : null;
    }
    Path file = session.resolve(options.prices);
    if (!Files.isRegularFile(file)) {
      faults.add("--prices", options.prices, "is no file; set the path of a CSV file");
      return null;
    }
    var problems = new ArrayList<String>();
    Prices prices = Prices.ofFile(region, Files.readString(file), problems);
    problems.forEach(problem -> faults.add("--prices", options.prices, problem));
    return problems.isEmpty() ? prices : null;
  }

  private void checkNew(Faults faults, String option, @Nullable String path) {
    faults.check(
        option,
        path,
        name -> !Files.exists(session.resolve(name)),
        "exists; remove it, or name another file");
  }

  /** The cheapest plan of each instance type. */
  private List<Plan> shown(List<Plan> plans) {
    Set<String> types = new HashSet<>();
    return plans.stream()
        .filter(plan -> types.add(plan.instance().type().name()))
        .limit(rows)
        .toList();
  }

  private void print(PlanRequest request, List<Plan> plans, List<PlanChanges.Change> changes) {
    var out = session.console().out();
    out.print(
        json
            ? PlanJson.render(request, plans, changes)
            : new PlanText(request).render(plans, changes));
    out.flush();
  }

  private static String page(PlanRequest request) {
    return PlanPage.render(
        new PlanText(request).load(),
        request.load().writeMBps(),
        request.planner().front(request.load()));
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(session.resolve(path), text);
    session.say("wrote " + path);
  }
}
