package dev.openshiftkafka.pod.topics;

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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** Makes the topics of a cluster as they are declared. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Makes and changes topics until they are as declared. Run again, it does nothing.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all topics are as declared",
      "1:they are not, and the last lines say why",
      "2:the command is wrong"
    })
public final class TopicsCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec command;

  @Option(names = "--bootstrap-server", required = true, description = "Brokers, as host:port,...")
  private String bootstrap;

  @Option(
      names = "--declaration",
      required = true,
      paramLabel = "FILE",
      description = "The topics, as JSON.")
  private Path file;

  @Option(
      names = "--id",
      description = "Id of the declaration; the file is read again until it has it.")
  private String id;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "1800",
      paramLabel = "SECONDS",
      description = "How long to wait until replicas are copied (default: ${DEFAULT-VALUE}).")
  private long timeoutSeconds;

  @Option(
      names = "--termination-log",
      paramLabel = "FILE",
      description = "Where the reason of a failure goes, too.")
  private Path terminationLog;

  /** Runs the command and ends the program with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TopicsCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var settings = new Properties();
    settings.putAll(
        Map.of(
            "bootstrap.servers", bootstrap,
            "client.id", "topics",
            // Many topics at once take a small cluster longer than Kafka's defaults allow.
            "request.timeout.ms", "60000",
            "default.api.timeout.ms", "120000"));
    PrintWriter out = command.commandLine().getOut();
    try (Admin admin = Admin.create(settings)) {
      new Reconciliation(admin, Duration.ofSeconds(timeoutSeconds), out).run(this::declaration);
      return 0;
    } catch (RefusedException | RetriableAdminException | KafkaException | IllegalStateException e) {
      String reason = "error: " + e.getMessage();
      command.commandLine().getErr().println(reason);
      if (terminationLog != null) {
        Files.writeString(terminationLog, new TerminationMessage(reason).text());
      }
      return FAILED;
    }
  }

  /** The kubelet may mount what its node knew of the ConfigMap before the latest update. */
  private Declaration declaration() throws IOException, RetriableAdminException {
    Declaration declaration = Declaration.read(file);
    if (id != null && !id.equals(declaration.id())) {
      throw new RetriableAdminException(
          file + " holds the declaration " + declaration.id() + " instead of " + id);
    }
    return declaration;
  }

  /**
   * The reason of a failure, as long as Kubernetes keeps it in a pod's status.
   *
   * @param reason the whole reason, of several lines
   */
  record TerminationMessage(String reason) {
    /** Kubernetes keeps 4096 bytes. */
    private static final int ROOM = 3900;

    /** Whole lines, and how many are left out. */
    String text() {
      List<String> lines = Arrays.asList(reason.split("\n"));
      var text = new StringBuilder();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (text.length() + line.length() > ROOM) {
          return text.isEmpty()
              ? line.substring(0, ROOM)
              : text + "  and " + (lines.size() - i) + " more lines in the log of the pod\n";
        }
        text.append(line).append('\n');
      }
      return text.toString();
    }
  }
}
