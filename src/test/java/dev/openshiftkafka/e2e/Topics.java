package dev.openshiftkafka.e2e;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The declared topics of a stack and the actual topics of its cluster. */
final class Topics implements AutoCloseable {
  private static final Pattern DESCRIBED =
      Pattern.compile(
          "Topic: (\\S+)\\s.*PartitionCount: (\\d+)\\s+ReplicationFactor: (\\d+)\\s+Configs: ?(\\S*)");

  private static final Set<String> OF_THE_BROKERS =
      Set.of("min.insync.replicas", "unclean.leader.election.enable");

  private final LocalStack stack;
  private final String kafkaVersion;
  private final Map<String, Map<String, Object>> declared = new TreeMap<>();
  private ClientPod client;

  Topics(LocalStack stack, String kafkaVersion) {
    this.stack = stack;
    this.kafkaVersion = kafkaVersion;
  }

  /** Declares a topic, or replaces its declaration. */
  Topics put(String name, int partitions, int factor, Map<String, ?> settings) {
    declared.put(
        name,
        Map.of(
            "name", name,
            "partitions", partitions,
            "replicationFactor", factor,
            "settings", settings));
    return declare();
  }

  Topics remove(String name) {
    declared.remove(name);
    return declare();
  }

  private Topics declare() {
    stack.edit(Map.of("topics/declared", list()));
    return this;
  }

  /** Returns the declared topics, as in the configuration. */
  List<Map<String, Object>> list() {
    return List.copyOf(declared.values());
  }

  String up() {
    return stack.up();
  }

  /** Returns partitions and replication factor of each topic that is not internal. */
  Map<String, String> described() throws IOException {
    var found = new TreeMap<String, String>();
    describe().forEach((name, line) -> found.put(name, line.group(2) + " x " + line.group(3)));
    return found;
  }

  /** Returns the configs of a topic that override broker defaults. */
  Map<String, String> settings(String topic) throws IOException {
    var settings = new TreeMap<String, String>();
    for (String setting : describe().get(topic).group(4).split(",")) {
      String[] parts = setting.split("=", 2);
      // The tool lists broker-level configs of all topics among the topic's own.
      if (parts.length == 2 && !OF_THE_BROKERS.contains(parts[0])) {
        settings.put(parts[0], parts[1]);
      }
    }
    return settings;
  }

  /** Runs kafka-topics.sh. */
  String tool(String... arguments) throws IOException {
    if (client == null) {
      client = new ClientPod(kafkaVersion, stack.output("bootstrapServers"));
    }
    return client.tool("TopicCommand", arguments);
  }

  private Map<String, Matcher> describe() throws IOException {
    var found = new TreeMap<String, Matcher>();
    tool("--describe", "--exclude-internal")
        .lines()
        .forEach(
            line -> {
              Matcher topic = DESCRIBED.matcher(line);
              if (topic.find()) {
                found.put(topic.group(1), topic);
              }
            });
    return found;
  }

  /** The plan in the Job's log. */
  List<String> planOfTheJob() {
    return logOfTheJob()
        .lines()
        .filter(line -> line.matches("(create|set|reassign|add|delete|no changes:) .*"))
        .toList();
  }

  static String logOfTheJob() {
    return Shell.kubectl("logs", "-n", LocalStack.NAMESPACE, "job/kafka-topics");
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
