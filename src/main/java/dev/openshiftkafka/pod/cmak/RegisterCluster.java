package dev.openshiftkafka.pod.cmak;

import dev.openshiftkafka.pod.cmak.CmakClient.CmakException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Registers a Kafka cluster in CMAK, unless it is registered, and verifies the result. */
@Command(
    name = "register-cluster",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Registers a Kafka cluster in CMAK, unless it is registered already.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:CMAK lists the cluster",
      "1:CMAK does not answer, rejects the cluster, or does not list it",
      "2:the command line is invalid"
    })
public final class RegisterCluster implements Callable<Integer> {
  private static final int FAILED = 1;

  private final Duration interval;

  @Spec private CommandSpec command;

  @Option(names = "--cmak", required = true, paramLabel = "URL", description = "URL of CMAK.")
  private URI cmak;

  @Option(names = "--name", required = true, description = "Name of the cluster in CMAK.")
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
  private int timeoutSeconds;

  RegisterCluster(Duration interval) {
    this.interval = interval;
  }

  /** Runs the command and ends the program with its exit status. */
  public static void main(String[] arguments) {
    System.exit(commandLine(Duration.ofSeconds(2)).execute(arguments));
  }

  static CommandLine commandLine(Duration interval) {
    return new CommandLine(new RegisterCluster(interval))
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
    Instant deadline = Instant.now().plusSeconds(timeoutSeconds);
    if (isListed(client, deadline, true)) {
      println("cluster " + name + ": already registered in CMAK");
      return 0;
    }
    client.add(name, zooKeeper);
    // CMAK reports success even when it failed; only its list of clusters is reliable.
    if (!isListed(client, deadline, false)) {
      throw new CmakException(
          "cluster %s: CMAK accepted it but did not list it within %d s; see the log of CMAK"
              .formatted(name, timeoutSeconds));
    }
    println("cluster " + name + ": registered in CMAK");
    return 0;
  }

  /**
   * Polls until CMAK lists the cluster.
   *
   * @param deadline until when missing answers are retried
   * @param once whether the first answer decides; otherwise polls until the cluster is listed
   * @return whether CMAK lists the cluster
   * @throws CmakException when CMAK does not answer by the deadline
   */
  private boolean isListed(CmakClient client, Instant deadline, boolean once)
      throws CmakException, InterruptedException {
    String error = null;
    while (true) {
      try {
        boolean listed = client.clusters().contains(name);
        if (listed || once) {
          return listed;
        }
        error = null;
      } catch (IOException e) {
        error = String.valueOf(e);
      }
      if (Instant.now().isAfter(deadline)) {
        if (error == null) {
          return false;
        }
        throw new CmakException(
            "CMAK at %s: did not return its clusters within %d s (%s); check that its pod is ready"
                .formatted(cmak, timeoutSeconds, error));
      }
      Thread.sleep(interval.toMillis());
    }
  }

  private void println(String text) {
    command.commandLine().getOut().println(text);
  }
}
