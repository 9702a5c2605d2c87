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

/** Breaks a cluster again and again, and tells what it cost. */
@Command(
    name = "local/faults",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Brings a stack up on the local cluster, and lets faults happen under load.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing acknowledged was lost, and every bound was held",
      "1:a record was lost, a bound was missed, or the cluster did not heal",
      "2:the command is wrong"
    })
public final class FaultSuite implements Callable<Integer> {
  @Option(names = "--mode", defaultValue = "kraft", description = "zookeeper or kraft (default).")
  private MetadataMode mode;

  @Option(names = "--rounds", defaultValue = "10", description = "Of each fault (default: 10).")
  private int rounds;

  @Option(names = "--rate", defaultValue = "3000", description = "Records/s (default: 3000).")
  private int rate;

  @Option(names = "--seed", defaultValue = "1", description = "Chooses whom faults hit.")
  private long seed;

  @Option(
      names = "--faults",
      split = ",",
      description = "Names of faults, with commas (default: all).")
  private List<String> names = Faults.ALL.stream().map(Fault::name).toList();

  @Option(
      names = "--variant",
      split = ",",
      defaultValue = "stack,plain",
      description = {
        "stack, as declared; plain, brokers that are ready when their port is open, which is tried"
            + " with those faults only in which readiness decides (default: both, in turn)."
      })
  private Set<Variant> variants;

  @Option(
      names = "--results",
      defaultValue = "target/faults/rounds.jsonl",
      description = "Where each round is added.")
  private Path results;

  @Option(
      names = "--report",
      description = "Runs nothing, and prints the table of all rounds in --results.")
  private boolean report;

  private final PrintStream out = System.out;
  private final List<Round> done = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /** Ends the program with the command's status. */
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
    broken.forEach(out::println);
    return broken.isEmpty() && done.stream().allMatch(Round::passed) ? 0 : 1;
  }

  private void run(List<Fault> faults) throws Exception {
    try (FaultCluster cluster = FaultCluster.up(mode)) {
      // A stack that was changed by hand is not one that was declared: that comes first.
      for (Variant variant : new TreeSet<>(variants)) {
        cluster.become(variant);
        faults.stream()
            .filter(fault -> variant == Variant.STACK || fault.asksReadiness())
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

  /** The other faults are worth a try when one has come to no end. */
  private boolean run(FaultCluster cluster, Fault fault, int number) {
    try {
      Round round = cluster.round(fault, number, rate, seed);
      done.add(round);
      RoundFile.append(results, round);
      out.println(line(round));
      return true;
    } catch (Exception | AssertionError e) {
      broken.add(fault.name() + ", round " + number + ": came to no end: " + e);
      out.println(broken.get(broken.size() - 1));
      return false;
    }
  }

  private String line(Round round) {
    var summary = round.summary();
    var verdict = summary.verdict();
    return String.format(
        "%s (%s), round %d of %d: %s; %,d acknowledged, %d lost, %d given up, %d duplicates; silent for"
            + " %.1f s (partition %d; all of them for %.1f s), in sync again after %.1f s%s",
        round.fault(),
        round.variant().title(),
        round.number(),
        rounds,
        round.kept() ? "kept" : "BROKEN " + verdict,
        verdict.acked(),
        verdict.lost(),
        verdict.failed(),
        verdict.duplicates(),
        summary.partitionSilentMillis() / 1000.0,
        summary.partition(),
        summary.silentMillis() / 1000.0,
        round.healedMillis() / 1000.0,
        round.withinBound() ? "" : " BOUND MISSED");
  }
}
