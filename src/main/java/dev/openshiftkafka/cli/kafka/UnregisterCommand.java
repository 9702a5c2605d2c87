package dev.openshiftkafka.cli.kafka;

import dev.openshiftkafka.cli.runtime.ClusterClient;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.NamespaceOption;
import dev.openshiftkafka.cli.runtime.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Unregisters brokers that were removed from a KRaft cluster. */
@Command(
    name = UnregisterCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Unregisters brokers that were removed from a KRaft cluster.",
      "pulumi up does this when it removes brokers; the command is for brokers that were removed"
          + " otherwise. Running brokers are refused. See docs/operations.md."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the brokers are not registered",
      "1:something failed",
      "2:the command line is invalid"
    })
public final class UnregisterCommand implements Callable<Integer> {
  /** Name of the subcommand. */
  public static final String NAME = "unregister";

  private final Session session;

  @Spec private CommandSpec spec;

  @Mixin private NamespaceOption project;

  @Option(
      names = "--brokers",
      required = true,
      paramLabel = "3,4,...",
      description = "Ids of the removed brokers.")
  private String brokers;

  /** Creates the command. */
  public UnregisterCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!brokers.matches("[0-9]+(,[0-9]+)*")) {
      throw new ParameterException(
          spec.commandLine(), "--brokers: " + brokers + " is not a list of broker ids such as 3,4");
    }
    ClusterClient cluster = project.cluster(session);
    ToolsPod.requireBrokers(cluster, project.name());
    try (var pod = ToolsPod.start(cluster, () -> {})) {
      List<String> asked = List.of(brokers.split(","));
      List<String> fenced = Features.fenced(pod);
      var running = new ArrayList<>(asked);
      running.removeAll(fenced);
      if (!running.isEmpty()) {
        throw CommandFailedException.failed(
            "--brokers: %s: not registered, or still running; registered and not running: %s"
                .formatted(
                    String.join(",", running),
                    fenced.isEmpty() ? "none" : String.join(",", fenced)));
      }
      requireNoReplicas(pod, asked);
      asked.forEach(id -> unregister(pod, id));
    }
    return 0;
  }

  /** A replica of an unregistered broker would keep its partition under-replicated. */
  private static void requireNoReplicas(ToolsPod pod, List<String> asked) {
    var described = pod.ask("TopicCommand", "--describe");
    if (!described.ok()) {
      throw CommandFailedException.failed("kafka-topics --describe failed");
    }
    String replicas = ".*\\sReplicas: ([0-9]+,)*(" + String.join("|", asked) + ")(,[0-9]+)*\\s.*";
    List<String> left =
        described.out().lines().filter(line -> (line + " ").matches(replicas)).toList();
    if (!left.isEmpty()) {
      throw CommandFailedException.failed(
          "%d partitions have replicas on these brokers, the first of them: %s; move them with"
                  .formatted(left.size(), left.get(0).strip())
              + " bin/kafka-stack reassign --brokers first");
    }
  }

  private void unregister(ToolsPod pod, String id) {
    if (pod.askBrokersAfter("ClusterTool", List.of("unregister"), List.of("--id", id)).run() != 0) {
      throw CommandFailedException.failed("broker " + id + " cannot be unregistered");
    }
    session.say("broker " + id + " is unregistered");
  }
}
