package dev.openshiftkafka.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.zeroturnaround.exec.ProcessExecutor;

/** A pod in the stack's project that runs Kafka's tools, in a zone that tests do not cut off. */
public final class ClientPod implements AutoCloseable {
  private static final String NAME = "kafka-client";

  /** The user's Secret, in the pod of a stack that has it. */
  static final String CREDENTIALS = "/credentials/client.properties";

  private final String name;

  /** Logs warnings to standard output, where tests read the output of background tools. */
  private static final String LOG4J_1 =
      "log4j.rootLogger=WARN, stdout\n"
          + "log4j.appender.stdout=org.apache.log4j.ConsoleAppender\n"
          + "log4j.appender.stdout.layout=org.apache.log4j.SimpleLayout\n";

  private static final String LOG4J_2 =
      "rootLogger.level=WARN\n"
          + "rootLogger.appenderRef.stdout.ref=stdout\n"
          + "appender.stdout.name=stdout\n"
          + "appender.stdout.type=Console\n";

  private static final String LOGGING =
      "-Dlog4j.configuration=file:/tmp/log4j.properties"
          + " -Dlog4j2.configurationFile=/tmp/log4j2.properties ";

  /** The addresses, and those and the properties of the user's Secret, where there is one. */
  private static final String LOG_IN =
      """
      credentials=%s
      login=(--bootstrap-server "$BOOTSTRAP")
      if [ -f "$credentials" ]; then
        case "$0" in
          VerifiableProducer) option=--producer.config ;;
          VerifiableConsumer) option=--consumer.config ;;
          *) option=--command-config ;;
        esac
        addresses="$(sed -n 's/^bootstrap.servers=//p' "$credentials")"
        login=(--bootstrap-server "$addresses" "$option" "$credentials")
      fi
      """
          .formatted(CREDENTIALS);

  private static final String JAVA = java("org.apache.kafka.tools");

  /** The user of the tools in a stack with security, which may do everything. */
  static final Map<String, Object> USER =
      Map.of(
          "name",
          "tester",
          "authentication",
          "scram",
          "acls",
          List.of(
              Map.of("resourceType", "topic", "resourceName", "*", "operations", List.of("all")),
              Map.of("resourceType", "group", "resourceName", "*", "operations", List.of("all")),
              Map.of(
                  "resourceType",
                  "transactionalId",
                  "resourceName",
                  "*",
                  "operations",
                  List.of("all")),
              Map.of(
                  "resourceType",
                  "cluster",
                  "resourceName",
                  "kafka-cluster",
                  "operations",
                  List.of("all"))));

  /** Creates a pod in zone a with the jars of a Kafka version. */
  public ClientPod(String kafkaVersion, String bootstrap) throws IOException {
    this(kafkaVersion, bootstrap, "local-a");
  }

  ClientPod(String kafkaVersion, String bootstrap, String zone) throws IOException {
    this(kafkaVersion, bootstrap, zone, NAME);
  }

  /** Creates a pod of another name. */
  ClientPod(String kafkaVersion, String bootstrap, String zone, String name) throws IOException {
    this.name = name;
    String manifest =
        Files.readString(Path.of("local/client.yaml"))
            .replace("name: " + NAME, "name: " + name)
            .replace("@VERSION@", kafkaVersion)
            .replace("@BOOTSTRAP@", bootstrap)
            .replace(
                "spec:\n", "spec:\n  nodeSelector: {topology.kubernetes.io/zone: " + zone + "}\n");
    Path file = Path.of("target/e2e/client.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, manifest);
    kubectl("apply", "--server-side", "-f", file.toString());
    kubectl("wait", "--for=condition=Ready", "--timeout=120s", "pod/" + name);
    write("/tmp/log4j.properties", LOG4J_1);
    write("/tmp/log4j2.properties", LOG4J_2);
  }

  /** Runs a tool of org.apache.kafka.tools to its end. */
  String tool(String tool, String... arguments) {
    return Shell.run(
        Duration.ofMinutes(3), Map.of(), command(tool, "exec java " + JAVA, arguments));
  }

  /** Runs a tool of kafka.admin to its end. */
  String adminTool(String tool, String... arguments) {
    return Shell.run(
        Duration.ofMinutes(3),
        Map.of(),
        command(tool, "exec java " + java("kafka.admin"), arguments));
  }

  private static String java(String toolPackage) {
    return "-Xmx160m -cp '/opt/kafka/libs/*' " + toolPackage + ".\"$0\" \"${login[@]}\" \"$@\"";
  }

  /** Returns a tool that runs in the background until {@link #stop} is called. */
  ProcessExecutor inBackground(String tool, String... arguments) {
    return Shell.executor(
        Map.of(),
        command(tool, "echo $$ >/tmp/" + tool + ".pid; exec java " + LOGGING + JAVA, arguments));
  }

  /** Whether a port accepts connections. */
  boolean connects(String host, int port) {
    return Shell.attempt(
            Duration.ofMinutes(1),
            Map.of(),
            joined(
                new String[] {"kubectl", "exec", "-n", LocalStack.NAMESPACE, name, "--"},
                "timeout",
                "10",
                "bash",
                "-c",
                "exec 3<>/dev/tcp/" + host + "/" + port))
        .ok();
  }

  /** Stops a background tool with SIGTERM. */
  void stop(String tool) {
    exec("kill $(cat /tmp/" + tool + ".pid)");
  }

  /** Returns a background command that ends when its standard input is closed. */
  public ProcessExecutor interactive(String... command) {
    String[] start = {"kubectl", "exec", "-i", "-n", LocalStack.NAMESPACE, name, "--"};
    return Shell.executor(Map.of(), joined(start, command));
  }

  /** Copies a file into the pod. */
  public void copy(byte[] content, String path) throws Exception {
    interactive("bash", "-c", "cat >\"$0\"", path)
        .redirectInput(new ByteArrayInputStream(content))
        .exitValueNormal()
        .execute();
  }

  /** Writes a file that tools may read. */
  void write(String path, String text) {
    exec("printf '%s' '" + text + "' >" + path);
  }

  /** Writes a file of client properties, which has those of the user, too. */
  void writeProperties(String path, String text) {
    write(path, text);
    exec("[ ! -f " + CREDENTIALS + " ] || cat " + CREDENTIALS + " >>" + path);
  }

  void createTopic(String topic, int partitions) {
    tool(
        "TopicCommand",
        "--create",
        "--topic",
        topic,
        "--partitions",
        String.valueOf(partitions),
        "--replication-factor",
        "3",
        "--config",
        "min.insync.replicas=2");
  }

  /** Returns the number of records of a topic, by the end offsets of its partitions. */
  long records(String topic) {
    return tool("GetOffsetShell", "--topic", topic)
        .lines()
        .filter(line -> line.startsWith(topic + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(':') + 1)))
        .sum();
  }

  /** Returns the under-replicated partitions; empty when all replicas are in sync. */
  String underReplicated() {
    return tool("TopicCommand", "--describe", "--under-replicated-partitions")
        .lines()
        .filter(line -> line.contains("Partition:"))
        .reduce("", (all, line) -> all + line + "\n");
  }

  @Override
  public void close() {
    kubectl("delete", "pod", name, "--ignore-not-found", "--wait=true");
  }

  private String[] command(String tool, String script, String... arguments) {
    String[] start = {
      "kubectl", "exec", "-n", LocalStack.NAMESPACE, name, "--", "bash", "-c", LOG_IN + script, tool
    };
    return joined(start, arguments);
  }

  private static String[] joined(String[] start, String... end) {
    return Stream.concat(Stream.of(start), Stream.of(end)).toArray(String[]::new);
  }

  private void exec(String script) {
    kubectl("exec", name, "--", "bash", "-c", script);
  }

  private static String kubectl(String... arguments) {
    var command = new String[arguments.length + 2];
    command[0] = "-n";
    command[1] = LocalStack.NAMESPACE;
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return Shell.kubectl(command);
  }
}
