package dev.openshiftkafka.cli.benchmark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openshiftkafka.cli.runtime.ClusterClient;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.Commands.Result;
import dev.openshiftkafka.cli.runtime.Session;
import dev.openshiftkafka.cli.state.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A Job of the load generator, created from the stack's CronJob. */
final class BenchmarkJob {
  private static final String CRON_JOB = "kafka-benchmark";
  private static final String CONTAINER = "load-generator";

  /** Selects the first pod, which reports for all pods. */
  private static final String FIRST_POD = "batch.kubernetes.io/job-completion-index=0";

  private static final Set<String> STARTED = Set.of("Running", "Succeeded", "Failed");

  /** Pulling an image for the first time may take minutes. */
  private static final Duration START = Duration.ofMinutes(5);

  private static final Duration POLL = Duration.ofSeconds(1);

  /** Number of attempts to read the exit status of a pod that has ended. */
  private static final int STATUS_POLLS = 60;

  private final Session session;
  private final ClusterClient cluster;
  private final String name;

  BenchmarkJob(Session session, ClusterClient cluster, String name) {
    this.session = session;
    this.cluster = cluster;
    this.name = name;
  }

  /**
   * Differences from the CronJob.
   *
   * @param workload a workload of the stack; empty for the first one
   * @param edits options of the workload as KEY=VALUE
   */
  record Options(String workload, List<String> edits, int pods, boolean onData) {
    /** The patch of the Job. */
    ObjectNode patch() {
      ObjectNode patch = JsonText.object();
      ObjectNode spec = patch.putObject("spec");
      spec.put("completions", pods).put("parallelism", pods);
      ArrayNode environment =
          spec.putObject("template")
              .putObject("spec")
              .putArray("containers")
              .addObject()
              .put("name", CONTAINER)
              .putArray("env");
      add(environment, "LOAD_GENERATOR_PODS", String.valueOf(pods));
      add(environment, "LOAD_GENERATOR_ON_DATA", String.valueOf(onData));
      if (!workload.isEmpty()) {
        add(environment, "LOAD_GENERATOR_WORKLOAD", workload);
      }
      if (!edits.isEmpty()) {
        add(environment, "LOAD_GENERATOR_SET", String.join(";", edits));
      }
      return patch;
    }

    private static void add(ArrayNode environment, String variable, String value) {
      environment.addObject().put("name", variable).put("value", value);
    }
  }

  /** A unique name with the current time. */
  static String newName() {
    return CRON_JOB
        + "-"
        + LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
  }

  String name() {
    return name;
  }

  /** Fails if the project has no benchmark. */
  void requireCronJob(String namespace) {
    if (!cluster.call("get", "cronjob", CRON_JOB).capture().ok()) {
      throw CommandFailedException.failed(
          "project %s: cronjob/%s not found; set benchmark.enabled to true and run pulumi up"
              .formatted(namespace, CRON_JOB));
    }
  }

  /** Uses {@code patch}: {@code set env --local} prints nothing when nothing changes. */
  void create(Options options) {
    String job =
        cluster.output(
            "create",
            "job",
            name,
            "--from=cronjob/" + CRON_JOB,
            "--dry-run=client",
            "--output=json");
    Result patched =
        cluster
            .call(
                "patch",
                "--local",
                "--filename=-",
                "--output=json",
                "--type=strategic",
                "--patch=" + options.patch())
            .input(job)
            .capture();
    if (!patched.ok()
        || !cluster.call("create", "--filename=-").input(patched.out()).capture().ok()) {
      throw CommandFailedException.failed("job/" + name + " cannot be created");
    }
  }

  /** A field of the first pod; empty when absent. */
  String pod(String path) {
    return cluster
        .call(
            "get",
            "pods",
            "--selector=job-name=" + name + "," + FIRST_POD,
            "--output=jsonpath={.items[0]." + path + "}")
        .captureAll()
        .out()
        .strip();
  }

  /** Waits until the container has started, and prints the reason of the wait. */
  void awaitStart() {
    Instant end = Instant.now().plus(START);
    String shown = "";
    while (!STARTED.contains(pod("status.phase"))) {
      String reason =
          (pod("status.conditions[?(@.status==\"False\")].message")
                  + " "
                  + pod("status.containerStatuses[0].state.waiting.message"))
              .strip();
      if (!reason.isEmpty() && !reason.equals(shown)) {
        session.say("waiting: " + reason);
      }
      shown = reason;
      if (Instant.now().isAfter(end)) {
        throw CommandFailedException.failed(
            "job/%s: its pod did not start within %d s: %s"
                .formatted(name, START.toSeconds(), reason.isEmpty() ? "no reason given" : reason));
      }
      session.pause().sleep(POLL);
    }
  }

  /** Reads the log of a pod, or follows it to its end; returns the status of the client. */
  int log(String pod, boolean follow, Consumer<String> lines) {
    return follow
        ? cluster.call("logs", "--follow", "pod/" + pod).forEachLine(lines)
        : cluster.call("logs", "pod/" + pod).forEachLine(lines);
  }

  /** The exit status of the container; 1 when the cluster does not report it. */
  int exitStatus() {
    String path =
        "status.containerStatuses[?(@.name==\"%s\")].state.terminated.exitCode"
            .formatted(CONTAINER);
    for (int i = 0; i < STATUS_POLLS; i++) {
      String status = pod(path);
      if (!status.isEmpty()) {
        return Integer.parseInt(status);
      }
      session.pause().sleep(POLL);
    }
    return CommandFailedException.FAILED;
  }

  /** Stops the run: the pod deletes its topics on SIGTERM. */
  void interrupt() {
    session.say("interrupted: stopping the run");
    cluster.call("delete", "job", name, "--cascade=foreground", "--wait=true").capture();
  }
}
