package dev.openshiftkafka.pod.brokers;

import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The removal of brokers: a check before their pods stop, and their registrations afterwards. */
final class BrokerRemoval {
  private static final String CORDON = "cordoned.log.dirs";

  /** A broker with old metadata still reports the replicas before a reassignment for a moment. */
  static final Duration SETTLE = Duration.ofSeconds(30);

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Admin admin;
  private final Set<Integer> removed;
  private final Duration timeout;
  private final Duration settle;
  private final PrintWriter out;

  /**
   * Creates the removal.
   *
   * @param removed ids of the brokers to be removed
   * @param timeout time for errors that pass, and for brokers to stop
   * @param settle time in which the replicas must be gone
   */
  BrokerRemoval(
      Admin admin, Set<Integer> removed, Duration timeout, Duration settle, PrintWriter out) {
    this.admin = admin;
    this.removed = new TreeSet<>(removed);
    this.timeout = timeout;
    this.settle = settle;
    this.out = out;
  }

  /** Replicas of a topic on the removed brokers, and how many of them lead. */
  private record Left(int replicas, int leaders) {
    @Override
    public String toString() {
      return replicas + " replicas, " + leaders + " of them leaders";
    }
  }

  /** What is read again until it passes or the time is over. */
  private interface Attempt {
    /** Returns what is still in the way; empty when nothing is. */
    List<String> run() throws RetriableAdminException, InterruptedException;
  }

  /**
   * Checks that no partition has a replica on the brokers.
   *
   * @throws RefusedException when one has, with the number for each topic
   */
  void check() throws RefusedException, RetriableAdminException, InterruptedException {
    List<String> left = await(this::replicas, settle);
    if (!left.isEmpty()) {
      throw new RefusedException(
          "kafka.brokers: brokers "
              + removed
              + " still have replicas and cannot be removed; move them with bin/kafka-stack reassign"
              + " --brokers, then run pulumi up again",
          left);
    }
    out.println("brokers " + removed + " have no replicas");
    out.flush();
  }

  /**
   * Unregisters the brokers after they have stopped, and removes their cordons.
   *
   * @param controllers client of the controllers, which alone change settings of a stopped broker
   */
  void unregister(Admin controllers)
      throws RefusedException, RetriableAdminException, InterruptedException {
    List<String> running = await(this::running, timeout);
    if (!running.isEmpty()) {
      throw new RefusedException(
          "kafka.brokers: brokers that are to be unregistered still run; wait until their pods are"
              + " gone, then run pulumi up again",
          running);
    }
    check();
    for (int broker : removed) {
      // Kafka changes settings of registered brokers only, so the cordon comes first.
      removeCordon(controllers, broker);
      unregister(broker);
    }
  }

  private List<String> await(Attempt attempt, Duration time)
      throws RetriableAdminException, InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    long retryDeadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        List<String> left = attempt.run();
        if (left.isEmpty() || System.nanoTime() - deadline > 0) {
          return left;
        }
      } catch (RetriableAdminException e) {
        if (System.nanoTime() - retryDeadline > 0) {
          throw e;
        }
      }
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  private List<String> replicas() throws RetriableAdminException, InterruptedException {
    var left = new TreeMap<String, Left>();
    Set<String> names =
        AdminResults.of(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    for (var described : admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        Left topic = left(described.getValue().get());
        if (topic.replicas() > 0) {
          left.put(described.getKey(), topic);
        }
      } catch (ExecutionException e) {
        // The topic is being deleted.
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          AdminResults.of(described.getValue());
        }
      }
    }
    return left.entrySet().stream()
        .map(topic -> "topic " + topic.getKey() + ": " + topic.getValue())
        .toList();
  }

  private Left left(TopicDescription topic) {
    int replicas = 0;
    int leaders = 0;
    for (TopicPartitionInfo partition : topic.partitions()) {
      replicas +=
          (int) partition.replicas().stream().filter(node -> removed.contains(node.id())).count();
      Node leader = partition.leader();
      leaders += leader != null && removed.contains(leader.id()) ? 1 : 0;
    }
    return new Left(replicas, leaders);
  }

  /** Brokers that Kafka regards as alive. */
  private List<String> running() throws RetriableAdminException, InterruptedException {
    return AdminResults.of(admin.describeCluster().nodes()).stream()
        .map(Node::id)
        .filter(removed::contains)
        .sorted()
        .map(id -> "broker " + id)
        .toList();
  }

  /** Otherwise a broker that is added later with this id would get no replicas. */
  private void removeCordon(Admin controllers, int broker)
      throws RetriableAdminException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(broker));
    var delete = new AlterConfigOp(new ConfigEntry(CORDON, ""), AlterConfigOp.OpType.DELETE);
    var result = controllers.incrementalAlterConfigs(Map.of(resource, List.of(delete))).all();
    try {
      result.get();
    } catch (ExecutionException e) {
      // Before metadata.version 4.3 no broker can be cordoned.
      boolean unsupported =
          e.getCause() instanceof InvalidConfigurationException
              || e.getCause() instanceof InvalidRequestException
              || e.getCause() instanceof UnsupportedVersionException
              || e.getCause() instanceof BrokerIdNotRegisteredException;
      if (!unsupported) {
        AdminResults.of(result);
      }
    }
  }

  private void unregister(int broker) throws RetriableAdminException, InterruptedException {
    var result = admin.unregisterBroker(broker).all();
    try {
      result.get();
      out.println("broker " + broker + " is unregistered");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
        AdminResults.of(result);
      }
      out.println("broker " + broker + " was not registered");
    }
    out.flush();
  }

  /** Parses ids such as {@code 3,4}. */
  static Set<Integer> ids(String text) {
    return List.of(text.split(",")).stream()
        .map(Integer::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
