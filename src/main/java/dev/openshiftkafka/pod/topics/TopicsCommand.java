package dev.openshiftkafka.pod.topics;

import dev.openshiftkafka.pod.client.ClientProperties;
import dev.openshiftkafka.pod.topics.AdminResults.RefusedException;
import dev.openshiftkafka.pod.topics.AdminResults.RetriableAdminException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reconciles the topics of a cluster with their declaration. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Creates, changes and deletes topics until they match the declaration. Idempotent.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all topics match the declaration",
      "1:some topics do not; the last lines of the output say why",
      "2:the command line is invalid"
    })
public final class TopicsCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec command;

  @Option(names = "--bootstrap-server", required = true, description = "Brokers, as host:port,...")
  private String bootstrap;

  @Mixin private ClientProperties client;

  @Option(
      names = "--declaration",
      required = true,
      paramLabel = "FILE",
      description = "The declared topics, as JSON.")
  private Path file;

  @Option(
      names = "--id",
      description = "Expected id of the declaration; the file is read again until it has this id.")
  private String id;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "1800",
      paramLabel = "SECONDS",
      description = "How long to wait for partition reassignments (default: ${DEFAULT-VALUE}).")
  private long timeoutSeconds;

  @Option(
      names = "--termination-log",
      paramLabel = "FILE",
      description = "File to which the reason of a failure is written, for the pod's status.")
  private Path terminationLog;

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TopicsCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Properties settings =
        client.and(
            Map.of(
                "bootstrap.servers", bootstrap,
                "client.id", "topics",
                // A small cluster needs longer for many topics at once than Kafka's defaults allow.
                "request.timeout.ms", "60000",
                "default.api.timeout.ms", "120000"));
    PrintWriter out = command.commandLine().getOut();
    try (Admin admin = Admin.create(settings)) {
      new Reconciliation(admin, Duration.ofSeconds(timeoutSeconds), out).run(this::declaration);
      return 0;
    } catch (RefusedException
        | RetriableAdminException
        | KafkaException
        | IllegalStateException e) {
      String reason = "error: " + e.getMessage();
      command.commandLine().getErr().println(reason);
      if (terminationLog != null) {
        Files.writeString(terminationLog, new TerminationMessage(reason).text());
      }
      return FAILED;
    }
  }

  /** The kubelet may mount a cached ConfigMap that is older than the latest update. */
  private Declaration declaration() throws IOException, RetriableAdminException {
    Declaration declaration = Declaration.read(file);
    if (id != null && !id.equals(declaration.id())) {
      throw new RetriableAdminException(
          "%s: has declaration %s, expected %s; waiting for the kubelet to update the mounted ConfigMap"
              .formatted(file, declaration.id(), id));
    }
    return declaration;
  }

  /**
   * A termination message, cut to the size that Kubernetes keeps in a pod's status.
   *
   * @param reason the complete reason, of several lines
   */
  public record TerminationMessage(String reason) {
    /** Kubernetes keeps 4096 bytes; the rest is for the last line. */
    private static final int LIMIT = 3900;

    /** Returns whole lines, and the number of lines that are left out. */
    public String text() {
      List<String> lines = Arrays.asList(reason.split("\n"));
      var text = new StringBuilder();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (text.length() + line.length() > LIMIT) {
          return text.isEmpty()
              ? line.substring(0, LIMIT)
              : text + "  and " + (lines.size() - i) + " more lines in the pod's log\n";
        }
        text.append(line).append('\n');
      }
      return text.toString();
    }
  }
}
