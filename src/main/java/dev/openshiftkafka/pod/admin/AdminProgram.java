package dev.openshiftkafka.pod.admin;

import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options and the exit status of a program that changes a cluster by the Admin client. */
public final class AdminProgram {
  private static final int FAILED = 1;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--bootstrap-server", required = true, description = "Brokers, as host:port,...")
  private String bootstrap;

  @Option(
      names = "--client-properties",
      paramLabel = "FILE",
      description = "Properties of the client, such as those of TLS.")
  private @Nullable Path clientProperties;

  @Option(
      names = "--termination-log",
      paramLabel = "FILE",
      description = "File to which the reason of a failure is written, for the pod's status.")
  private @Nullable Path terminationLog;

  /** What a program does with the cluster. */
  @FunctionalInterface
  public interface Task {
    /**
     * Runs the task.
     *
     * @throws RefusedException when the cluster cannot reach the declared state
     * @throws RetriableAdminException when retries have not succeeded in time
     */
    void run() throws RefusedException, RetriableAdminException, IOException, InterruptedException;
  }

  /**
   * Runs a task and reports its failure on standard error and in the termination log.
   *
   * @return the exit status
   */
  public int run(Task task) throws IOException, InterruptedException {
    try {
      task.run();
      return 0;
    } catch (RefusedException
        | RetriableAdminException
        | KafkaException
        | IllegalStateException e) {
      String reason = "error: " + (e.getMessage() == null ? e : e.getMessage());
      command.commandLine().getErr().println(reason);
      if (terminationLog != null) {
        Files.writeString(terminationLog, new TerminationMessage(reason).text());
      }
      return FAILED;
    }
  }

  /** Returns where the program writes its progress. */
  public PrintWriter out() {
    return command.commandLine().getOut();
  }

  /**
   * Connects to the brokers.
   *
   * @param timeout of one operation with its retries; a single request may take half of it
   */
  public Admin brokers(Duration timeout) throws IOException {
    return connect("bootstrap.servers", bootstrap, timeout);
  }

  /** Connects to KRaft controllers. */
  public Admin controllers(String addresses, Duration timeout) throws IOException {
    return connect("bootstrap.controllers", addresses, timeout);
  }

  private Admin connect(String key, String addresses, Duration timeout) throws IOException {
    Properties settings =
        clientProperties == null ? new Properties() : Utils.loadProps(clientProperties.toString());
    settings.put(key, addresses);
    settings.put("client.id", command.name());
    settings.put("request.timeout.ms", String.valueOf(timeout.toMillis() / 2));
    settings.put("default.api.timeout.ms", String.valueOf(timeout.toMillis()));
    return Admin.create(settings);
  }
}
