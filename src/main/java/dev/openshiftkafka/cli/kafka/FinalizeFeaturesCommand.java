package dev.openshiftkafka.cli.kafka;

import dev.openshiftkafka.cli.runtime.ClusterClient;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.NamespaceOption;
import dev.openshiftkafka.cli.runtime.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finalizes the features of the running Kafka version, after an upgrade within 4.x. */
@Command(
    name = FinalizeFeaturesCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finalizes the features of the running Kafka version, after an upgrade within 4.x.",
      "Without --execute it only lists the features. After --execute a downgrade of Kafka is not"
          + " possible. See docs/upgrades.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all features are finalized, or were only listed",
      "1:something failed",
      "2:the command line is invalid"
    })
public final class FinalizeFeaturesCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "finalize-features";

  private static final String CONTROLLERS = "kafka-controller";
  private static final String TOOL = "FeatureCommand";

  /**
   * This feature switches to a dynamic quorum, but the configuration has a static list of voters.
   * {@code kafka-features upgrade --release-version} of Kafka 4.3.1 would also upgrade it.
   */
  private static final String EXCLUDED = "kraft.version";

  private static final Pattern SUPPORTED = Pattern.compile("([a-z.]+)=([0-9]+)( \\((.*)\\))?");

  /** Number of polls for the change on the brokers. */
  private static final int POLLS = 10;

  private final Session session;

  @Mixin private NamespaceOption project;

  @Option(names = "--execute", description = "Finalizes the features.")
  private boolean execute;

  /** Creates the command. */
  public FinalizeFeaturesCommand(Session session) {
    this.session = session;
  }

  /**
   * A feature at the level of the running version.
   *
   * @param level number, as an argument of the tool
   * @param shown as in the output of the tool
   */
  private record Feature(String name, String level, String shown) {}

  @Override
  public Integer call() {
    ClusterClient cluster = project.cluster(session);
    ToolsPod.requireBrokers(cluster, project.name());
    if (!cluster.call("get", "statefulset", CONTROLLERS).captureAll().ok()) {
      throw CommandFailedException.failed(
          "project "
              + project.name()
              + " has no KRaft controllers: with ZooKeeper there are no features to finalize");
    }
    String image = ToolsPod.brokersImage(cluster);
    checkRolledOut(cluster, image);
    try (var pod = ToolsPod.start(cluster, () -> {})) {
      run(pod, image);
      return 0;
    }
  }

  private void run(ToolsPod pod, String image) {
    Map<String, String> described = Features.finalized(pod);
    if (described.isEmpty()) {
      throw CommandFailedException.failed("kafka-features describe printed no features");
    }
    session.say("finalized:");
    described.forEach((name, level) -> session.print(name + " " + level));
    List<Feature> open = open(pod, described);
    if (open.isEmpty()) {
      session.say("all features of " + image + " are finalized");
      return;
    }
    session.say("not finalized:");
    open.forEach(feature -> session.print(feature.name() + " " + feature.shown()));
    upgrade(pod, open);
    if (!execute) {
      session.say(
          "nothing was changed; to finalize them, which makes a downgrade impossible, run:"
              + " bin/kafka-stack %s --namespace=%s --execute".formatted(NAME, project.name()));
      return;
    }
    awaitFinalized(pod);
    session.say("all features of " + image + " are finalized; " + EXCLUDED + " is unchanged");
  }

  /** Servers of the earlier version cannot read finalized features. */
  private static void checkRolledOut(ClusterClient cluster, String image) {
    for (String set : List.of(CONTROLLERS, ToolsPod.BROKERS)) {
      String path = "{.spec.replicas} {.status.readyReplicas} {.status.updatedReplicas}";
      String state = cluster.output("get", "statefulset", set, "--output=jsonpath=" + path).strip();
      List<String> counts = List.of(state.split("\\s+"));
      if (counts.size() != 3 || counts.stream().distinct().count() != 1) {
        throw CommandFailedException.failed(
            ("statefulset/%s: the rollout is not complete (replicas, ready, updated: %s);"
                    + " finish pulumi up first")
                .formatted(set, state));
      }
    }
    String controllers = ToolsPod.image(cluster, CONTROLLERS, "controller");
    if (!controllers.equals(image)) {
      throw CommandFailedException.failed(
          "the controllers run %s, but the brokers run %s; finish pulumi up first"
              .formatted(controllers, image));
    }
  }

  private void upgrade(ToolsPod pod, List<Feature> open) {
    var arguments = new ArrayList<>(List.of("upgrade"));
    for (Feature feature : open) {
      arguments.addAll(List.of("--feature", feature.name() + "=" + feature.level()));
    }
    if (!execute) {
      arguments.add("--dry-run");
    }
    if (pod.askBrokers(TOOL, arguments).run() != 0) {
      throw CommandFailedException.failed(
          "kafka-features upgrade failed" + adviceOnFenced(Features.fenced(pod)));
    }
  }

  /** Kafka asks every registered broker for the level, also those that were removed. */
  private String adviceOnFenced(List<String> fenced) {
    return fenced.isEmpty()
        ? ""
        : ("; registered, but not running: brokers %s; if they were removed, run: bin/kafka-stack %s"
                + " --namespace=%s --brokers=%s")
            .formatted(
                String.join(", ", fenced),
                UnregisterCommand.NAME,
                project.name(),
                String.join(",", fenced));
  }

  /** Polls, because a broker may not have applied the change yet. */
  private void awaitFinalized(ToolsPod pod) {
    List<Feature> open = List.of();
    for (int i = 0; i < POLLS; i++) {
      open = open(pod, Features.finalized(pod));
      if (open.isEmpty()) {
        return;
      }
      session.pause().sleep(Duration.ofSeconds(1));
    }
    throw CommandFailedException.failed(
        "features not finalized: "
            + open.stream().map(Feature::name).collect(Collectors.joining(", ")));
  }

  /** Features whose finalized level differs from the level of the running version. */
  private static List<Feature> open(ToolsPod pod, Map<String, String> finalized) {
    var mapping = pod.tool(TOOL, List.of("version-mapping")).capture();
    if (!mapping.ok()) {
      throw CommandFailedException.failed("kafka-features version-mapping failed");
    }
    var open = new ArrayList<Feature>();
    for (String line : mapping.out().lines().toList()) {
      Matcher found = SUPPORTED.matcher(line.strip());
      if (found.matches() && !found.group(1).equals(EXCLUDED)) {
        String shown = found.group(4) == null ? found.group(2) : found.group(4);
        if (!shown.equals(finalized.get(found.group(1)))) {
          open.add(new Feature(found.group(1), found.group(2), shown));
        }
      }
    }
    return open;
  }
}
