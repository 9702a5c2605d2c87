package dev.openshiftkafka.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.pod.load.LoadGenerator;
import dev.openshiftkafka.pod.rebalance.RebalanceCommand;
import dev.openshiftkafka.pod.settings.SettingsCommand;
import dev.openshiftkafka.pod.topics.TopicsCommand;
import dev.openshiftkafka.testing.SecureKafka;
import dev.openshiftkafka.testing.TestAuthority.PemPair;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine;

/** What the clients of the stack do with the brokers, by their own programs where they have any. */
final class ClientWork {
  /** Ends with the reason of its failure; empty when it succeeds. */
  @FunctionalInterface
  interface Work {
    Optional<String> run() throws Exception;
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecureKafka kafka;
  private final Path folder;
  private final Map<String, Path> properties = new HashMap<>();
  private final AtomicInteger number = new AtomicInteger();

  ClientWork(SecureKafka kafka, Path folder) throws IOException {
    this.kafka = kafka;
    this.folder = folder;
    for (String client : clients()) {
      properties.put(client, clientProperties(client));
    }
  }

  Set<String> clients() {
    return Set.of(
        "kafka-tools",
        "kafka-topics",
        "kafka-settings",
        "kafka-benchmark",
        "kafka-lag-exporter",
        "kafka-kafka-librdkafka");
  }

  /** The work of a client that needs one of its ACLs. */
  Work of(String client, AclBinding acl) {
    return switch (client) {
      case "kafka-topics" -> this::topics;
      case "kafka-settings" ->
          () ->
              command(
                  new SettingsCommand(),
                  client,
                  "--declaration={\"set\":{\"log.cleaner.backoff.ms\":\"%d\"},\"reset\":{}}"
                      .formatted(15000 + number.incrementAndGet()));
      case "kafka-benchmark" -> this::benchmark;
      case "kafka-lag-exporter" -> () -> new LagExporterRun(kafka, folder).start(number);
      case "kafka-kafka-librdkafka" -> this::writeAndRead;
      case "kafka-tools" -> () -> tool(acl);
      default -> throw new IllegalArgumentException(client);
    };
  }

  private Path clientProperties(String client) throws IOException {
    PemPair pair = kafka.authority().issue(client);
    Path pem = Files.writeString(folder.resolve(client + ".pem"), pair.key() + pair.certificate());
    return Files.writeString(
        folder.resolve(client + ".properties"),
        """
        security.protocol=SSL
        ssl.keystore.type=PEM
        ssl.keystore.location=%s
        ssl.truststore.type=PEM
        ssl.truststore.location=%s/ca.crt
        """
            .formatted(pem, folder));
  }

  private Properties settings(String client) throws IOException {
    var settings = new Properties();
    try (var reader = Files.newBufferedReader(properties.get(client))) {
      settings.load(reader);
    }
    settings.put("bootstrap.servers", kafka.certificates());
    return settings;
  }

  private Optional<String> command(Object program, String client, String... arguments) {
    var output = new StringWriter();
    var words = new ArrayList<String>();
    words.add("--bootstrap-server=" + kafka.certificates());
    words.add("--client-properties=" + properties.get(client));
    words.addAll(List.of(arguments));
    int status =
        new CommandLine(program)
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(output, true))
            .execute(words.toArray(String[]::new));
    return status == 0 ? Optional.empty() : Optional.of(output.toString());
  }

  /** Creates a topic, changes all that a declaration can change, moves a replica, and deletes. */
  private Optional<String> topics() throws Exception {
    String topic = "declared-" + number.incrementAndGet();
    for (String declaration :
        List.of(declared(topic, 1, "100000"), declared(topic, 2, "200000"), deleted(topic))) {
      Path file = Files.writeString(folder.resolve("topics.json"), declaration);
      if (declaration.contains("delete\":[\"")) {
        Optional<String> failure = move(topic);
        if (failure.isPresent()) {
          return failure;
        }
      }
      Optional<String> failure =
          command(
              new TopicsCommand(),
              "kafka-topics",
              "--declaration=" + file,
              "--id=1",
              "--timeout-seconds=20");
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private static String declared(String topic, int partitions, String retention)
      throws IOException {
    return JSON.writeValueAsString(
        Map.of(
            "id",
            "1",
            "topics",
            List.of(
                Map.of(
                    "name",
                    topic,
                    "partitions",
                    partitions,
                    "replicationFactor",
                    1,
                    "settings",
                    Map.of("retention.ms", retention))),
            "delete",
            List.of()));
  }

  private static String deleted(String topic) throws IOException {
    return JSON.writeValueAsString(
        Map.of("id", "1", "topics", List.of(), "delete", List.of(topic)));
  }

  /** A single broker has nowhere to move a replica to; the request is the same. */
  private Optional<String> move(String topic) throws Exception {
    try (Admin admin = Admin.create(settings("kafka-topics"))) {
      admin
          .alterPartitionReassignments(
              Map.of(
                  new TopicPartition(topic, 0),
                  Optional.of(new NewPartitionReassignment(List.of(1)))))
          .all()
          .get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.toString());
    }
  }

  private Optional<String> benchmark() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("small.json"),
            JSON.writeValueAsString(
                Map.of(
                    "name",
                    "small",
                    "durationSeconds",
                    1,
                    "topics",
                    Map.of("count", 1, "partitions", 1, "replicationFactor", 1),
                    "produce",
                    Map.of("producers", 1, "messageBytes", 100, "recordsPerSecond", 100),
                    "consume",
                    Map.of("consumers", 1))));
    return command(
        new LoadGenerator(),
        "kafka-benchmark",
        file.toString(),
        "--run=" + number.incrementAndGet());
  }

  /** As the tools of librdkafka do, with a topic that the write creates. */
  private Optional<String> writeAndRead() throws IOException {
    String topic = "test-" + number.incrementAndGet();
    Properties settings = settings("kafka-kafka-librdkafka");
    settings.put("group.id", topic);
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.block.ms", "5000");
    try (var producer =
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        var consumer =
            new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      producer.send(new ProducerRecord<>(topic, "a")).get();
      consumer.subscribe(List.of(topic));
      for (int i = 0; i < 20; i++) {
        if (!consumer.poll(java.time.Duration.ofSeconds(1)).isEmpty()) {
          return Optional.empty();
        }
      }
      return Optional.of("nothing read");
    } catch (KafkaException | ExecutionException e) {
      return Optional.of(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The tool of Kafka that needs an operation. */
  private Optional<String> tool(AclBinding acl) throws Exception {
    String topic = "moved";
    try (Admin all = kafka.admin()) {
      if (!all.listTopics().names().get().contains(topic)) {
        all.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      }
    }
    boolean ofCluster = acl.pattern().name().equals("kafka-cluster");
    return switch (acl.entry().operation()) {
      case ALTER -> {
        Optional<String> failure = rebalance();
        yield failure.isPresent() ? failure : reassign(topic);
      }
      case DESCRIBE ->
          ofCluster
              ? reassignments(topic)
              : tool("TopicCommand", topic, "--describe", "--topic", topic);
      case ALTER_CONFIGS ->
          ofCluster
              ? tool("ConfigCommand", "", configs("brokers", "1", "--alter", "--add-config"))
              : tool("ConfigCommand", "", configs("topics", topic, "--alter", "--add-config"));
      case DESCRIBE_CONFIGS ->
          ofCluster
              ? tool("ConfigCommand", "", configs("brokers", "1", "--describe", ""))
              : tool("ConfigCommand", "", configs("topics", topic, "--describe", ""));
      default -> throw new IllegalArgumentException(acl.toString());
    };
  }

  private String[] configs(String type, String name, String verb, String option) {
    var words = new ArrayList<>(List.of(verb, "--entity-type", type, "--entity-name", name));
    if (!option.isEmpty()) {
      String value =
          type.equals("brokers")
              ? "log.cleaner.threads=" + (1 + number.incrementAndGet() % 2)
              : "retention.ms=" + (100000 + number.incrementAndGet());
      words.addAll(List.of(option, value));
    }
    return words.toArray(String[]::new);
  }

  /** Reads the cluster and elects leaders; a single broker has nowhere to move replicas to. */
  private Optional<String> rebalance() {
    return command(new RebalanceCommand(), "kafka-tools", "--brokers=1", "--sample-seconds=0");
  }

  private Optional<String> reassign(String topic) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("reassign.json"),
            JSON.writeValueAsString(
                Map.of(
                    "version",
                    1,
                    "partitions",
                    List.of(Map.of("topic", topic, "partition", 0, "replicas", List.of(1))))));
    return tool(
        "reassign.ReassignPartitionsCommand",
        "",
        "--execute",
        "--reassignment-json-file",
        file.toString());
  }

  private Optional<String> reassignments(String topic) throws Exception {
    return tool("reassign.ReassignPartitionsCommand", topic, "--list");
  }

  /**
   * Runs a tool.
   *
   * @param expected text that its output must contain; a tool that may not see a topic leaves it
   *     out
   */
  private Optional<String> tool(String type, String expected, String... arguments)
      throws Exception {
    String name =
        type.equals("ConfigCommand") ? "kafka.admin." + type : "org.apache.kafka.tools." + type;
    var command =
        new ArrayList<>(List.of("java", "-Xmx128m", "-cp", kafka.libraries() + "/*", name));
    command.addAll(List.of("--bootstrap-server", kafka.certificates()));
    command.addAll(List.of("--command-config", properties.get("kafka-tools").toString()));
    Collections.addAll(command, arguments);
    Path log = folder.resolve("tool.log");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    String output = Files.readString(log);
    boolean refused =
        output.contains("AuthorizationException") || output.contains("not authorized");
    return status == 0 && !refused && output.contains(type.contains("Reassign") ? "" : expected)
        ? Optional.empty()
        : Optional.of(output);
  }
}
