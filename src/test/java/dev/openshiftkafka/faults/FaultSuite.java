package dev.openshiftkafka.faults;

import dev.openshiftkafka.config.MetadataMode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Injects faults into a cluster repeatedly and reports their effect. */
@Command(
    name = "local/faults",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Deploys a stack to the local cluster and injects faults under load.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no acknowledged record was lost, and no limit was exceeded",
      "1:a record was lost, a limit was exceeded, or the cluster did not recover",
      "2:the command line is invalid"
    })
public final class FaultSuite implements Callable<Integer> {
  @Option(names = "--mode", defaultValue = "kraft", description = "zookeeper or kraft (default).")
  private MetadataMode mode;

  @Option(
      names = "--rounds",
      defaultValue = "10",
      description = "Rounds of each fault (default: 10).")
  private int rounds;

  @Option(names = "--rate", defaultValue = "3000", description = "Records/s (default: 3000).")
  private int rate;

  @Option(names = "--seed", defaultValue = "1", description = "Seed of the targets of faults.")
  private long seed;

  @Option(
      names = "--faults",
      split = ",",
      description =
          "Names of faults, separated by commas (default: all but stall-* and long-recovery).")
  private List<String> names = Faults.DEFAULT.stream().map(Fault::name).toList();

  @Option(
      names = "--variant",
      split = ",",
      defaultValue = "stack,plain",
      description = {
        "stack: brokers as declared; unguarded: brokers that stop without waiting for others, only"
            + " with roll-while-zone-down; plain: brokers that are ready when their port is open,"
            + " only with faults that depend on readiness (default: stack, then plain)."
      })
  private Set<Variant> variants;

  @Option(
      names = "--results",
      defaultValue = "target/faults/rounds.jsonl",
      description = "File to which each round is appended.")
  private Path results;

  @Option(names = "--report", description = "Only prints the table of all rounds in --results.")
  private boolean report;

  private final PrintStream out = System.out;
  private final List<Round> done = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new FaultSuite())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (report) {
      done.addAll(RoundFile.read(results));
    } else {
      run(names.stream().map(Faults::named).toList());
    }
    out.println();
    out.print(FaultTable.of(done));
    errors.forEach(out::println);
    return errors.isEmpty() && done.stream().allMatch(Round::passed) ? 0 : 1;
  }

  private void run(List<Fault> faults) throws Exception {
    try (FaultCluster cluster = FaultCluster.up(mode)) {
      // The declared variant comes first, because the plain variant patches the StatefulSet.
      for (Variant variant : new TreeSet<>(variants)) {
        cluster.apply(variant);
        faults.stream()
            .filter(fault -> fault.variants().contains(variant))
            .forEach(fault -> run(cluster, fault));
      }
    }
  }

  private void run(FaultCluster cluster, Fault fault) {
    for (int number = 1; number <= rounds; number++) {
      if (!run(cluster, fault, number)) {
        break;
      }
    }
  }

  /** Returns false when a round did not complete; the other faults still run. */
  private boolean run(FaultCluster cluster, Fault fault, int number) {
    try {
      Round round = cluster.round(fault, number, rate, seed);
      done.add(round);
      RoundFile.append(results, round);
      out.println(line(round));
      return true;
    } catch (Exception | AssertionError e) {
      errors.add(fault.name() + ", round " + number + ": did not complete: " + e);
      out.println(errors.get(errors.size() - 1));
      return false;
    }
  }

  private String line(Round round) {
    var summary = round.summary();
    var verdict = summary.verdict();
    return String.format(
        "%s (%s), round %d of %d: %s; %,d acknowledged, %d lost, %d failed, %d duplicates; longest time"
            + " without an ack %.1f s (partition %d; all partitions %.1f s), in sync after %.1f s%s",
        round.fault(),
        round.variant().title(),
        round.number(),
        rounds,
        round.kept() ? "nothing lost" : "FAILED " + verdict,
        verdict.acked(),
        verdict.lost(),
        verdict.failed(),
        verdict.duplicates(),
        summary.partitionSilentMillis() / 1000.0,
        summary.partition(),
        summary.silentMillis() / 1000.0,
        round.healedMillis() / 1000.0,
        round.withinBound() ? "" : " LIMIT EXCEEDED");
  }
}
