package dev.openshiftkafka.cli.kafka;

import dev.openshiftkafka.cli.runtime.ClusterClient;
import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.Commands.Call;
import dev.openshiftkafka.cli.runtime.Commands.Result;
import dev.openshiftkafka.cli.runtime.Interruption;
import dev.openshiftkafka.kubernetes.ClientCredentials;
import dev.openshiftkafka.kubernetes.ClientIdentity;
import dev.openshiftkafka.kubernetes.IdentityPasswords;
import dev.openshiftkafka.kubernetes.Listener;
import dev.openshiftkafka.kubernetes.Names;
import dev.openshiftkafka.kubernetes.PodProgram;
import dev.openshiftkafka.kubernetes.ServiceCa;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs Kafka's command-line tools in a separate pod with the image of the brokers. A second JVM in
 * a broker's pod would take memory from the broker.
 */
public final class ToolsPod implements AutoCloseable {
  /** Name of the brokers' StatefulSet, and of the bootstrap Service. */
  public static final String BROKERS = "kafka-kafka";

  private static final String PLAIN_BOOTSTRAP = BROKERS + ":" + Listener.Name.PLAINTEXT.port();

  /** The client properties in the pod, with which the tools prove their identity. */
  private static final String PROPERTIES = ClientCredentials.FOLDER + "/" + ClientCredentials.FILE;

  /** Pulling an image for the first time may take minutes. */
  private static final int START_SECONDS = 300;

  /**
   * Requires the SCC restricted-v2: OpenShift admits the pods of a cluster administrator with
   * anyuid, under which they run as the user of the image. The image has a user name, but
   * runAsNonRoot needs a numeric id. The deadline of one day ends the pod of a killed command.
   */
  private static final String MANIFEST =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: @NAME@
        labels: {app.kubernetes.io/name: kafka-tools}
        annotations: {openshift.io/required-scc: restricted-v2}
      spec:
        activeDeadlineSeconds: 86400
        automountServiceAccountToken: false
        enableServiceLinks: false
        restartPolicy: Never
        terminationGracePeriodSeconds: 0
        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
        containers:
          - name: tools
            image: @IMAGE@
            command: [sleep, infinity]
            resources:
              requests: {cpu: 50m, memory: 512Mi}
              limits: {memory: 512Mi}
            securityContext:
              allowPrivilegeEscalation: false
              readOnlyRootFilesystem: true
              capabilities: {drop: [ALL]}
            volumeMounts:
              - {name: tmp, mountPath: /tmp}
              - {name: credentials, mountPath: @FOLDER@, readOnly: true}
        volumes:
          - name: tmp
            emptyDir: {sizeLimit: 64Mi}
          - name: credentials
            projected:
              sources: @CREDENTIALS@
      """;

  private final ClusterClient cluster;
  private final String name;
  private final Interruption interruption;
  private final Properties properties;
  private final Optional<String> secureBootstrap;

  private ToolsPod(ClusterClient cluster, Runnable onInterrupt) {
    this.cluster = cluster;
    this.properties = properties(cluster);
    this.secureBootstrap = Optional.ofNullable(properties.getProperty("bootstrap.servers"));
    this.name =
        "kafka-tools-%d-%d"
            .formatted(ProcessHandle.current().pid(), ThreadLocalRandom.current().nextInt(32768));
    this.interruption =
        Interruption.run(
            () -> {
              onInterrupt.run();
              delete();
            });
  }

  /** Fails if the project has no brokers. */
  public static void requireBrokers(ClusterClient cluster, String namespace) {
    if (!cluster.call("get", "statefulset", BROKERS).capture().ok()) {
      throw CommandFailedException.failed(
          "project " + namespace + ": statefulset/" + BROKERS + " not found; run pulumi up first");
    }
  }

  /** The image of a container in the pod template of a StatefulSet. */
  static String image(ClusterClient cluster, String statefulSet, String container) {
    String path = "{.spec.template.spec.containers[?(@.name==\"" + container + "\")].image}";
    return cluster.output("get", "statefulset", statefulSet, "--output=jsonpath=" + path).strip();
  }

  /** The brokers' image. */
  public static String brokersImage(ClusterClient cluster) {
    return image(cluster, BROKERS, "broker");
  }

  /**
   * Starts the pod, which is deleted when this object is closed.
   *
   * @param onInterrupt action before the deletion of the pod when the user interrupts the command
   */
  public static ToolsPod start(ClusterClient cluster, Runnable onInterrupt) {
    String image = brokersImage(cluster);
    var pod = new ToolsPod(cluster, onInterrupt);
    try {
      pod.create(image);
      return pod;
    } catch (RuntimeException e) {
      pod.close();
      throw e;
    }
  }

  /** The client properties of a stack with security; empty without it. */
  private static Properties properties(ClusterClient cluster) {
    String path = "{.data." + ClientCredentials.FILE.replace(".", "\\.") + "}";
    Result found =
        cluster
            .call(
                "get",
                "configmap",
                ClientCredentials.CONFIG_MAP,
                "--ignore-not-found",
                "--output=jsonpath=" + path)
            .capture();
    if (!found.ok()) {
      throw CommandFailedException.failed(
          "configmap/" + ClientCredentials.CONFIG_MAP + " cannot be read");
    }
    var properties = new Properties();
    try {
      properties.load(new StringReader(found.out()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  /** The certificate or password of the tools and the client properties, as sources of a volume. */
  private String sources() {
    if (secureBootstrap.isEmpty()) {
      return "[]";
    }
    String tools = ClientIdentity.TOOLS.name();
    String credentials =
        properties.containsKey("sasl.mechanism")
            ? "{secret: {name: %s}}, {configMap: {name: %s, items: [{key: %s, path: ca.crt}]}}"
                .formatted(IdentityPasswords.secret(tools), ServiceCa.CONFIG_MAP, ServiceCa.KEY)
            : "{secret: {name: %s}}".formatted(Names.certificateSecret(tools));
    return "[%s, {configMap: {name: %s}}]".formatted(credentials, ClientCredentials.CONFIG_MAP);
  }

  private void create(String image) {
    String manifest =
        MANIFEST
            .replace("@NAME@", name)
            .replace("@IMAGE@", image)
            .replace("@FOLDER@", ClientCredentials.FOLDER)
            .replace("@CREDENTIALS@", sources());
    if (!cluster.call("create", "--filename=-").input(manifest).capture().ok()) {
      throw CommandFailedException.failed("pod/" + name + " cannot be created");
    }
    String limit = "--timeout=" + START_SECONDS + "s";
    if (!cluster.call("wait", "--for=condition=Ready", limit, "pod/" + name).capture().ok()) {
      throw CommandFailedException.failed("pod/" + name + " did not start: " + reason());
    }
  }

  private String reason() {
    return cluster
        .call(
            "get",
            "pod",
            name,
            "--output=jsonpath={.status.containerStatuses[0].state.waiting}"
                + "{.status.conditions[?(@.status==\"False\")].message}")
        .capture()
        .out();
  }

  /** A call of a tool in {@code org.apache.kafka.tools}. */
  Call tool(String type, List<String> arguments) {
    var words = new ArrayList<>(List.of("exec", name, "--", "java", "-Xmx256m"));
    words.addAll(List.of("-cp", "/opt/kafka/libs/*", "org.apache.kafka.tools." + type));
    words.addAll(arguments);
    return cluster.call(words);
  }

  /** A call of a tool in {@code org.apache.kafka.tools} that connects to the brokers. */
  public Call askBrokers(String type, List<String> arguments) {
    List<String> words = connection();
    words.addAll(arguments);
    return tool(type, words);
  }

  private List<String> connection() {
    return connection("--command-config");
  }

  /**
   * The options of a connection to the brokers.
   *
   * @param file name of the option of the properties file, which differs between tools
   */
  private List<String> connection(String file) {
    var words =
        new ArrayList<>(List.of("--bootstrap-server", secureBootstrap.orElse(PLAIN_BOOTSTRAP)));
    if (secureBootstrap.isPresent()) {
      words.addAll(List.of(file, PROPERTIES));
    }
    return words;
  }

  /** A call of a tool whose subcommand precedes the address of the brokers. */
  Call askBrokersAfter(String type, List<String> subcommand, List<String> arguments) {
    var words = new ArrayList<>(subcommand);
    words.addAll(connection("--config"));
    words.addAll(arguments);
    return tool(type, words);
  }

  /** Runs a tool that connects to the brokers; its errors go to the console. */
  public Result ask(String type, String... arguments) {
    return askBrokers(type, List.of(arguments)).capture();
  }

  /** Copies a file into the pod, as {@code /tmp/NAME}. */
  public void copy(Path file, String target) throws IOException {
    send("cat", Files.readString(file), target);
  }

  /**
   * Copies the jars of a program of this project into the pod.
   *
   * @param archives jars by file name, in Base64
   */
  public void install(Map<String, String> archives) {
    archives.forEach((file, content) -> send("base64 -d", content, file));
  }

  private void send(String filter, String content, String target) {
    var copied =
        cluster
            .call("exec", "--stdin", name, "--", "sh", "-c", filter + " >\"/tmp/$0\"", target)
            .input(content)
            .capture();
    if (!copied.ok()) {
      throw CommandFailedException.failed(target + " cannot be copied to pod/" + name);
    }
  }

  /** The content of a file in the pod. */
  public String read(String file) {
    return cluster.output("exec", name, "--", "cat", file);
  }

  /** A call of an installed program, which connects to the brokers. */
  public Call program(String type, List<String> arguments) {
    var words = new ArrayList<>(List.of("exec", name, "--", "java", "-Xmx256m"));
    words.addAll(PodProgram.loggingFlags());
    words.addAll(List.of("-cp", "/tmp/*:/opt/kafka/libs/*", type));
    words.addAll(connection("--client-properties"));
    words.addAll(arguments);
    return cluster.call(words);
  }

  @Override
  public void close() {
    interruption.close();
    delete();
  }

  private void delete() {
    cluster.call("delete", "pod", name, "--ignore-not-found", "--wait=false").captureAll();
  }
}
