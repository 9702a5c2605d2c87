package dev.openshiftkafka.pod.readiness;

import dev.openshiftkafka.pod.readiness.ReadinessAgent.NodeSettings;
import dev.openshiftkafka.pod.zookeeper.ZooKeeperMetadata;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
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
 * Formats the empty volume of a KRaft node with the id of the running cluster, in an init container
 * of the node.
 *
 * <p>A node that has an id keeps it. The id for an empty volume comes from ZooKeeper, or from the
 * KRaft controllers. When none of them answers, the command fails and the kubelet repeats it: with
 * another id, the node could not join the cluster.
 */
@Command(
    name = "format",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Formats the empty volume of a KRaft node with the cluster id of the running cluster.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the volume is formatted",
      "1:the cluster id is unknown, or the volume belongs to another cluster or attempt",
      "2:the command line is invalid"
    })
public final class FormatCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final String TOOL = "kafka.tools.StorageTool";
  private static final byte CONTROLLERS = 2;
  private static final int CLUSTER_VERSION = 1;

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
      Optional<String> id = zookeeper == null ? idFor(volume) : attempt(volume, zookeeper);
      if (id.isPresent()) {
        format(id.get());
      }
      return 0;
    } catch (NodeVolume.RefusedVolumeException | IOException e) {
      command.commandLine().getErr().println("error: " + e.getMessage());
      return FAILED;
    }
  }

  /** The id for an empty volume; empty when the volume has one. */
  private Optional<String> idFor(NodeVolume volume) throws IOException {
    Optional<String> own = volume.clusterId();
    if (own.isPresent()) {
      say("the volume keeps cluster id " + own.get());
      return Optional.empty();
    }
    return Optional.of(idOfControllers(NodeSettings.read(properties)));
  }

  /** As {@link #idFor}, for the volume of a controller that takes part in a migration. */
  private Optional<String> attempt(NodeVolume volume, String servers)
      throws IOException, InterruptedException, NodeVolume.RefusedVolumeException {
    try (var metadata = ZooKeeperMetadata.connect(servers)) {
      String id = metadata.clusterId();
      String attempt = metadata.attempt();
      if (volume.join(id, attempt, allowReset, this::say)) {
        return Optional.empty();
      }
      return Optional.of(id);
    }
  }

  /** Asks the controllers, one after another. */
  private static String idOfControllers(NodeSettings node) throws IOException {
    var failures = new ArrayList<String>();
    for (NodeSettings.Voter voter : node.otherVoters()) {
      try (var connection = node.connections().to(voter.host(), voter.port())) {
        DescribeClusterResponseData cluster =
            connection.send(
                new DescribeClusterRequestData().setEndpointType(CONTROLLERS),
                CLUSTER_VERSION,
                new DescribeClusterResponseData());
        if (cluster.errorCode() == Errors.NONE.code() && !cluster.clusterId().isEmpty()) {
          return cluster.clusterId();
        }
        failures.add(voter.id() + ": " + Errors.forCode(cluster.errorCode()).message());
      } catch (IOException e) {
        failures.add(voter.id() + ": " + e.getMessage());
      }
    }
    throw new IOException(
        "the volume is empty, and no controller knows the cluster id ("
            + String.join("; ", failures)
            + "); start the controllers first");
  }

  /** Runs Kafka's tool, which is in the image of the node. */
  private void format(String id) throws IOException {
    say("formats the empty volume with cluster id " + id);
    var arguments = List.of("format", "--cluster-id=" + id, "--config=" + properties);
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
