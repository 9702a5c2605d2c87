package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings;
import dev.openshiftkafka.pod.zookeeper.ZooKeeperMetadata;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Formats the empty volume of a KRaft node with the id of the cluster, in an init container of the
 * node.
 *
 * <p>A node that has an id keeps it. The id for an empty volume is an option, or comes from
 * ZooKeeper, or from the KRaft controllers. When none of them answers, the command fails and the
 * kubelet repeats it: with another id, the node could not join the cluster. A controller also waits
 * until it cannot outvote the metadata that its volume had ({@link EmptyVolume}).
 */
@Command(
    name = "format",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Formats the empty volume of a KRaft node with the cluster id of its cluster.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the volume is formatted",
      "1:the cluster id is unknown, or the volume belongs to another cluster or attempt, or the"
          + " controller may not format its empty volume now",
      "2:the command line is invalid"
    })
public final class FormatCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final String TOOL = "kafka.tools.StorageTool";
  private static final byte CONTROLLERS = 2;
  private static final int CLUSTER_VERSION = 1;
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Spec private CommandSpec command;

  @Option(
      names = "--server-properties",
      required = true,
      description = "The node's server.properties.")
  private Path properties;

  @Option(
      names = "--zookeeper",
      paramLabel = "SERVERS",
      description =
          "ZooKeeper servers, as host:port,...: the node is a controller of a migration. Without"
              + " them, the other controllers know the cluster id.")
  private @Nullable String zookeeper;

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description = "Id of the cluster. Without it, ZooKeeper or the other controllers know it.")
  private @Nullable String clusterId;

  @Option(
      names = "--found-quorum",
      description =
          "Whether the first controller may found a dynamic quorum, when all others run and know"
              + " none.")
  private boolean foundQuorum;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "600",
      paramLabel = "SECONDS",
      description =
          "How long a controller waits for the others before it may format (default: 600).")
  private long timeoutSeconds;

  @Option(
      names = "--allow-reset",
      description = "Deletes the metadata of an earlier attempt of the migration from the volume.")
  private boolean allowReset;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FormatCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      NodeVolume volume = NodeVolume.of(properties);
      if (zookeeper == null) {
        formatEmpty(volume);
      } else {
        formatMigrating(volume, zookeeper);
      }
      return 0;
    } catch (NodeVolume.RefusedVolumeException | IOException e) {
      command.commandLine().getErr().println("error: " + e.getMessage());
      return FAILED;
    }
  }

  /** Formats the volume unless it has an id. */
  private void formatEmpty(NodeVolume volume)
      throws IOException, InterruptedException, NodeVolume.RefusedVolumeException {
    Optional<String> own = volume.clusterId();
    NodeSettings node = NodeSettings.read(properties);
    if (own.isPresent()) {
      checkFormatted(volume, own.get());
      say("the volume keeps cluster id " + own.get());
      return;
    }
    String id = clusterId == null ? idOfControllers(node) : clusterId;
    format(id, node.controller() ? await(node, volume) : List.of());
  }

  private void checkFormatted(NodeVolume volume, String own)
      throws IOException, NodeVolume.RefusedVolumeException {
    if (clusterId != null && !clusterId.equals(own)) {
      throw new NodeVolume.RefusedVolumeException(
          volume.logDir()
              + ": belongs to cluster "
              + own
              + ", but this cluster is "
              + clusterId
              + "; use another volume, or empty it");
    }
    if (foundQuorum && volume.hasStaticQuorum()) {
      throw new NodeVolume.RefusedVolumeException(
          volume.logDir()
              + ": belongs to a quorum with a static list of voters; set quorum.membership to"
              + " static, then move it to dynamic in an update of its own");
    }
  }

  /** Waits until the volume may be formatted, and returns further options of the format. */
  private List<String> await(NodeSettings node, NodeVolume volume)
      throws IOException, InterruptedException {
    var empty = new EmptyVolume(node, foundQuorum);
    long deadline = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
    String last = "";
    while (true) {
      if (!node.quorum().dynamic() && volume.takeOverride()) {
        say("formats the empty volume at once, because of file " + NodeVolume.OVERRIDE);
        return List.of();
      }
      EmptyVolume.Decision decision = empty.decide();
      if (!decision.reason().equals(last)) {
        last = decision.reason();
        say(last);
      }
      if (decision.options().isPresent()) {
        return decision.options().get();
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("the empty volume cannot be formatted yet: " + last);
      }
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  /**
   * Formats the volume of a controller that takes part in a migration, unless it has the id. Before
   * the controllers have metadata, an emptied volume loses none, and the first ones must not wait
   * for each other.
   */
  private void formatMigrating(NodeVolume volume, String servers)
      throws IOException, InterruptedException, NodeVolume.RefusedVolumeException {
    String id;
    boolean hasMetadata;
    try (var metadata = ZooKeeperMetadata.connect(servers)) {
      id = metadata.clusterId();
      if (volume.join(id, metadata.attempt(), allowReset, this::say)) {
        return;
      }
      hasMetadata = metadata.hasKraftMetadata();
    }
    format(id, hasMetadata ? await(NodeSettings.read(properties), volume) : List.of());
  }

  /** Asks the controllers, one after another. */
  private static String idOfControllers(NodeSettings node) throws IOException {
    var failures = new ArrayList<String>();
    for (NodeSettings.Address controller : node.quorum().others()) {
      try (var connection = node.connections().to(controller.host(), controller.port())) {
        DescribeClusterResponseData cluster =
            connection.send(
                new DescribeClusterRequestData().setEndpointType(CONTROLLERS),
                CLUSTER_VERSION,
                new DescribeClusterResponseData());
        if (cluster.errorCode() == Errors.NONE.code() && !cluster.clusterId().isEmpty()) {
          return cluster.clusterId();
        }
        failures.add(controller.host() + ": " + Errors.forCode(cluster.errorCode()).message());
      } catch (IOException e) {
        failures.add(controller.host() + ": " + e.getMessage());
      }
    }
    throw new IOException(
        "the volume is empty, and no controller knows the cluster id ("
            + String.join("; ", failures)
            + "); start the controllers first");
  }

  /** Runs Kafka's tool, which is in the image of the node. */
  private void format(String id, List<String> options) throws IOException {
    say("formats the empty volume with cluster id " + id);
    var arguments =
        new ArrayList<>(List.of("format", "--cluster-id=" + id, "--config=" + properties));
    arguments.addAll(options);
    try {
      // The tool exits with a status of its own when it fails.
      Class.forName(TOOL)
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments.toArray(String[]::new));
    } catch (ReflectiveOperationException e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      throw new IOException(TOOL + " failed: " + cause, e);
    }
  }

  private void say(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }
}
