package dev.openshiftkafka.pod.cmak;

import dev.openshiftkafka.pod.cmak.CmakClient.CmakException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** Makes a Kafka cluster known to CMAK unless it is already, and sees to it that it is. */
@Command(
    name = "register-cluster",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a Kafka cluster known to CMAK, unless it is already.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:CMAK knows the cluster",
      "1:CMAK does not answer, refuses the cluster, or does not list it",
      "2:the command is wrong"
    })
public final class RegisterCluster implements Callable<Integer> {
  private static final int FAILED = 1;

  private final Duration pause;

  @Spec private CommandSpec command;

  @Option(names = "--cmak", required = true, paramLabel = "URL", description = "Where CMAK is.")
  private URI cmak;

  @Option(names = "--name", required = true, description = "Name under which CMAK shows it.")
  private String name;

  @Option(
      names = "--zookeeper",
      required = true,
      paramLabel = "HOST:PORT",
      description = "ZooKeeper of the cluster.")
  private String zooKeeper;

  @Option(
      names = "--patience-seconds",
      defaultValue = "300",
      paramLabel = "SECONDS",
      description = "How long to wait for CMAK (default: ${DEFAULT-VALUE}).")
  private int patienceSeconds;

  RegisterCluster(Duration pause) {
    this.pause = pause;
  }

  /** Runs the command and ends the program with its exit status. */
  public static void main(String[] arguments) {
    System.exit(commandLine(Duration.ofSeconds(2)).execute(arguments));
  }

  static CommandLine commandLine(Duration pause) {
    return new CommandLine(new RegisterCluster(pause))
        .setExecutionExceptionHandler(
            (e, command, result) -> {
              if (!(e instanceof CmakException)) {
                throw e;
              }
              command.getErr().println("error: " + e.getMessage());
              return FAILED;
            });
  }

  @Override
  public Integer call() throws CmakException, InterruptedException {
    var client = new CmakClient(cmak);
    Instant end = Instant.now().plusSeconds(patienceSeconds);
    if (isListed(client, end, true)) {
      say("CMAK knows the cluster " + name + " already");
      return 0;
    }
    client.add(name, zooKeeper);
    // CMAK says that it is done even where it is not; only its list tells.
    if (!isListed(client, end, false)) {
      throw new CmakException(
          "CMAK took the cluster %s and did not list it within %d s; its log says why"
              .formatted(name, patienceSeconds));
    }
    say("CMAK knows the cluster " + name + " now");
    return 0;
  }

  /**
   * Whether CMAK lists the cluster.
   *
   * @param end until when a missing answer, and a missing cluster, is waited for
   * @param answerIsEnough whether an answer without the cluster is one
   */
  private boolean isListed(CmakClient client, Instant end, boolean answerIsEnough)
      throws CmakException, InterruptedException {
    String last = "it was not asked";
    while (true) {
      try {
        boolean listed = client.clusters().contains(name);
        if (listed || answerIsEnough) {
          return listed;
        }
        last = null;
      } catch (IOException e) {
        last = String.valueOf(e);
      }
      if (Instant.now().isAfter(end)) {
        if (last == null) {
          return false;
        }
        throw new CmakException(
            "CMAK at %s gave no list of clusters within %d s: %s"
                .formatted(cmak, patienceSeconds, last));
      }
      Thread.sleep(pause.toMillis());
    }
  }

  private void say(String text) {
    command.commandLine().getOut().println(text);
  }
}
