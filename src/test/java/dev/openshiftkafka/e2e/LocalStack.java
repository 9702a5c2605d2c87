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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zeroturnaround.exec.StartedProcess;

/** A stack on the local cluster, deployed by the Pulumi engine from the jar of the build. */
public final class LocalStack {
  /** The OpenShift project of every stack. */
  public static final String NAMESPACE = TestCluster.config().project().name();

  private static final Path JAR = Path.of("target/openshift-kafka.jar");

  /**
   * Settings for clusters that neither build nor pull images, and have no OAuth server for the UI:
   * the images of local/images, and no UI.
   */
  private static final Map<String, String> IMAGES =
      Map.of(
          "client/image", "localhost/kafka-kafka-librdkafka:local",
          "monitoring/lag/fullImage", "localhost/opentelemetry-collector:local",
          "ui/kind", "none");

  /** Whether the stacks with KRaft have security, and the same tests run on them. */
  static final boolean SECURE = Boolean.getBoolean("e2e.secure");

  private static final Duration LIMIT = Duration.ofMinutes(12);

  private final String name;
  private final Map<String, String> environment = new TreeMap<>();
  private Map<String, String> values;

  LocalStack(String name, Map<String, String> values) {
    this.name = name;
    this.values = local(values);
    environment.put("OPENSHIFT_KAFKA_STACK", name);
    environment.put("OPENSHIFT_KAFKA_JAR", JAR.toAbsolutePath().toString());
    environment.put("OPENSHIFT_KAFKA_PLUGIN", "upstream");
  }

  private static Map<String, String> local(Map<String, String> values) {
    return TestCluster.isForeign() ? values : StackEdit.apply(values, IMAGES);
  }

  /** Returns the stack of the cluster's stack file; on the local cluster, with ZooKeeper. */
  static LocalStack declared(String name) {
    return new LocalStack(name, TestCluster.stackFile());
  }

  /** Returns a stack with ZooKeeper. */
  public static LocalStack zooKeeper(String name) {
    return declared(name);
  }

  /** Returns a stack with KRaft controllers; with security in a run with {@link #SECURE}. */
  public static LocalStack kraft(String name) {
    if (TestCluster.isForeign()) {
      return declared(name);
    }
    return SECURE ? secure(name) : plainKraft(name);
  }

  /** Returns a stack with KRaft controllers and without security. */
  static LocalStack plainKraft(String name) {
    return new LocalStack(name, StackFile.kraft("local"));
  }

  /** Starts cert-manager in the local cluster, unless it runs. */
  static void startCertManager() {
    Shell.run(LIMIT, Map.of(), "local/cert-manager", "up");
  }

  /**
   * Returns a stack with KRaft controllers and security, whose certificates are issued by a
   * cert-manager that this starts, and a user for the tests' own clients.
   */
  static LocalStack secure(String name) {
    startCertManager();
    return new LocalStack(name, StackFile.secure("local"))
        .edit(Map.of("users/declared", List.of(ClientPod.USER)));
  }

  /**
   * Deploys with the stand-in for the Kubernetes plugin. Use it for updates that change quorum and
   * brokers, whose rolls may overlap with the tested commit of upstream's plugin.
   */
  public LocalStack withStandIn() {
    environment.remove("OPENSHIFT_KAFKA_PLUGIN");
    return this;
  }

  /** Sets an environment variable of the engine. */
  LocalStack with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Replaces the configuration for all following commands. */
  LocalStack configure(Map<String, String> values) {
    this.values = local(values);
    return this;
  }

  /** Edits the configuration for all following commands. */
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

  /** Runs a command that may fail, with an edit for this command only. */
  Result attemptEdited(Map<String, ?> edits, String... arguments) {
    return attempt(StackEdit.apply(values, edits), arguments);
  }

  /** Runs a script of this repository for this stack; it may fail. */
  Result script(String... command) {
    return Shell.attempt(LIMIT, variables(values), command);
  }

  /** Runs {@code bin/kafka-stack preflight} with the checks of a name prefix. */
  Result preflight(String only) {
    return script("bin/kafka-stack", "preflight", "--file=" + write(values), "--only=" + only);
  }

  /** Starts a command that a test will end; its process is the engine. */
  StartedProcess start(String... arguments) throws IOException {
    return Shell.executor(variables(values), command(arguments)).readOutput(true).start();
  }

  /** Updates the stack and waits for the end of each roll. */
  public String up() {
    String output = run("up", "--yes", "--non-interactive", "--skip-preview");
    // The tested commit of upstream's plugin may return before the controller observes an update.
    Pods.statefulSets().forEach(Pods::awaitReady);
    return output;
  }

  /** Updates the stack once all its pods are ready, which an update requires. */
  public String upWhenReady() {
    Pods.statefulSets().forEach(Pods::awaitReady);
    return up();
  }

  /** Destroys the stack in any state, and removes it from the backend. */
  public void destroy() {
    run("destroy", "--yes", "--non-interactive", "--skip-preview");
    run("stack", "rm", "--yes", "--non-interactive");
  }

  /** Returns an output of the stack. */
  public String output(String output) {
    return run("stack", "output", output).strip();
  }

  /** Returns the deployer's roles, as the program prints them for this stack's file. */
  String deployerRights() {
    return Shell.run(
        LIMIT, Map.of(), "bin/kafka-stack", "deployer-rights", write(values).toString());
  }

  /**
   * Empties all volumes. Volumes of deleted claims keep their data, and a new cluster needs empty
   * ones.
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
    // JSON is valid YAML, so structured values need no conversion.
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
