package dev.openshiftkafka.e2e;

import dev.openshiftkafka.e2e.Shell.Result;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.zeroturnaround.exec.StartedProcess;

/** The local stack under the real engine, run from the jar that the build has just made. */
public final class LocalStack {
  /** The project of every stack. */
  public static final String NAMESPACE = TestCluster.config().project().name();

  private static final Path JAR = Path.of("target/openshift-kafka.jar");

  /**
   * No cluster here builds or pulls images: whatever the stack, it has those of local/images. Nor
   * is there a login that a UI's visitors could come through.
   */
  private static final Map<String, String> IMAGES =
      Map.of(
          "client/image", "localhost/kafka-kafka-librdkafka:local",
          "exporter/image", "localhost/kafka-jmx-exporter:local",
          "monitoring/lag/fullImage", "localhost/opentelemetry-collector:local",
          "ui/kind", "none");

  private static final Duration LIMIT = Duration.ofMinutes(12);

  private final String name;
  private final Map<String, String> environment = new TreeMap<>();
  private Map<String, String> values;

  LocalStack(String name, Map<String, String> values) {
    this.name = name;
    this.values = TestCluster.isForeign() ? values : StackEdit.apply(values, IMAGES);
    environment.put("OPENSHIFT_KAFKA_STACK", name);
    environment.put("OPENSHIFT_KAFKA_JAR", JAR.toAbsolutePath().toString());
    environment.put("OPENSHIFT_KAFKA_PLUGIN", "upstream");
  }

  /** As the cluster's stack file has it: on the local cluster with ZooKeeper. */
  static LocalStack declared(String name) {
    return new LocalStack(name, TestCluster.stackFile());
  }

  /** With ZooKeeper. */
  public static LocalStack zooKeeper(String name) {
    return declared(name);
  }

  /** With KRaft controllers. */
  public static LocalStack kraft(String name) {
    return TestCluster.isForeign()
        ? declared(name)
        : new LocalStack(name, StackFile.kraft("local"));
  }

  /**
   * Has the stand-in deploy it instead of upstream's Kubernetes plugin: for changes of the quorum
   * and the brokers in one update, which the tested commit of the plugin may let overlap.
   */
  public LocalStack withStandIn() {
    environment.remove("OPENSHIFT_KAFKA_PLUGIN");
    return this;
  }

  /** Adds to the environment of the engine. */
  LocalStack with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Edits the configuration for all commands that follow. */
  public LocalStack edit(Map<String, ?> edits) {
    values = StackEdit.apply(values, edits);
    return this;
  }

  /** Runs a command that must succeed. */
  String run(String... arguments) {
    Result result = attempt(arguments);
    if (!result.ok()) {
      throw new AssertionError("pulumi " + arguments[0] + " failed:\n" + result.output());
    }
    return result.output();
  }

  /** Runs a command that may fail. */
  Result attempt(String... arguments) {
    return attempt(values, arguments);
  }

  /** Runs a command with an edit that holds for this one only. */
  Result attemptEdited(Map<String, ?> edits, String... arguments) {
    return attempt(StackEdit.apply(values, edits), arguments);
  }

  /** Runs a script of this repository for this stack, which may fail. */
  Result script(String... command) {
    return Shell.attempt(LIMIT, variables(values), command);
  }

  /** What {@code preflight} finds, of the checks whose names begin so. */
  Result preflight(String only) {
    return script("bin/kafka-stack", "preflight", "--file=" + write(values), "--only=" + only);
  }

  /** Starts a command that a test is to end; its process is the engine itself. */
  StartedProcess start(String... arguments) throws IOException {
    return Shell.executor(variables(values), command(arguments)).readOutput(true).start();
  }

  /** Brings the stack to what its configuration says, and waits for the end of each roll. */
  public String up() {
    String output = run("up", "--yes", "--non-interactive", "--skip-preview");
    // The tested commit of upstream's plugin may return before the controller has seen an update.
    Pods.statefulSets().forEach(Pods::awaitReady);
    return output;
  }

  /** Destroys the stack, whatever state it is in, and forgets it. */
  public void destroy() {
    run("destroy", "--yes", "--non-interactive", "--skip-preview");
    run("stack", "rm", "--yes", "--non-interactive");
  }

  /** An output of the stack. */
  public String output(String output) {
    return run("stack", "output", output).strip();
  }

  /** The rights of this stack's deployer, as YAML. */
  String deployerRights() {
    return Shell.run(
        LIMIT, Map.of(), "bin/kafka-stack", "deployer-rights", write(values).toString());
  }

  /**
   * The volumes of a deleted claim keep their data, as they should; a new cluster needs empty ones.
   */
  public static void emptyVolumes() {
    if (TestCluster.isForeign()) {
      return;
    }
    Shell.run(
        Duration.ofMinutes(1),
        Map.of(),
        "bash",
        "-c",
        "find \"$OPENSHIFT_KAFKA_STATE\"/volumes -mindepth 3 -delete");
  }

  private Result attempt(Map<String, String> configuration, String... arguments) {
    return Shell.attempt(LIMIT, variables(configuration), command(arguments));
  }

  private static String[] command(String... arguments) {
    var command = new String[arguments.length + 1];
    command[0] = "local/stack";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return command;
  }

  private Map<String, String> variables(Map<String, String> configuration) {
    var variables = new HashMap<>(environment);
    variables.put("OPENSHIFT_KAFKA_STACK_FILE", write(configuration).toString());
    return variables;
  }

  private Path write(Map<String, String> configuration) {
    // JSON is YAML: structured values can stand as they are.
    var text = new StringBuilder("config:\n");
    new TreeMap<>(configuration)
        .forEach((key, value) -> text.append("  " + key + ": " + value + "\n"));
    try {
      Path file = Path.of("target/e2e", "Pulumi." + name + ".yaml").toAbsolutePath();
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
