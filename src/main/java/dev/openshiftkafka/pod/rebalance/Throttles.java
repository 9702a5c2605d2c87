package dev.openshiftkafka.pod.rebalance;

import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The replication throttle of a reassignment: a rate for each broker, and for each topic the
 * replicas that it applies to. They are the same settings that kafka-reassign-partitions uses.
 */
final class Throttles {
  private static final List<String> RATES =
      List.of("leader.replication.throttled.rate", "follower.replication.throttled.rate");
  private static final String LEADERS = "leader.replication.throttled.replicas";
  private static final String FOLLOWERS = "follower.replication.throttled.replicas";

  /** Topics in a request. */
  private static final int BATCH = 500;

  private final Admin admin;

  Throttles(Admin admin) {
    this.admin = admin;
  }

  /**
   * A partition whose replicas move.
   *
   * @param from brokers that may lead it, and so send
   * @param to brokers that copy it
   */
  record Moving(Collection<Integer> from, Collection<Integer> to) {}

  /** Sets the throttle. */
  void set(Map<TopicPartition, Moving> moving, Collection<Integer> brokers, long bytesPerSecond)
      throws RefusedException, RetriableAdminException, InterruptedException {
    var leaders = new TreeMap<String, TreeSet<String>>();
    var followers = new TreeMap<String, TreeSet<String>>();
    for (var partition : moving.entrySet()) {
      TopicPartition id = partition.getKey();
      for (int broker : partition.getValue().from()) {
        leaders.computeIfAbsent(id.topic(), t -> new TreeSet<>()).add(replica(id, broker));
      }
      for (int broker : partition.getValue().to()) {
        followers.computeIfAbsent(id.topic(), t -> new TreeSet<>()).add(replica(id, broker));
      }
    }
    var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
    for (int broker : brokers) {
      changes.put(
          broker(broker),
          RATES.stream().map(name -> set(name, String.valueOf(bytesPerSecond))).toList());
    }
    for (var topic : leaders.entrySet()) {
      Set<String> copying = followers.getOrDefault(topic.getKey(), new TreeSet<>());
      changes.put(
          topic(topic.getKey()),
          List.of(
              set(LEADERS, String.join(",", topic.getValue())),
              set(FOLLOWERS, String.join(",", copying))));
    }
    alter(changes, "The replication throttle cannot be set");
  }

  private static String replica(TopicPartition id, int broker) {
    return id.partition() + ":" + broker;
  }

  /** Removes the throttles of brokers and topics. */
  void remove(Collection<Integer> brokers, Collection<String> topics)
      throws RefusedException, RetriableAdminException, InterruptedException {
    var resources = new ArrayList<ConfigResource>();
    brokers.forEach(broker -> resources.add(broker(broker)));
    topics.forEach(topic -> resources.add(topic(topic)));
    var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
    for (int i = 0; i < resources.size(); i += BATCH) {
      List<ConfigResource> batch = resources.subList(i, Math.min(i + BATCH, resources.size()));
      for (var described : admin.describeConfigs(batch).values().entrySet()) {
        List<AlterConfigOp> deletions =
            entries(described.getValue()).stream()
                .filter(Throttles::isThrottle)
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.name(), null), OpType.DELETE))
                .toList();
        if (!deletions.isEmpty()) {
          changes.put(described.getKey(), deletions);
        }
      }
    }
    alter(changes, "The replication throttle cannot be removed");
  }

  private static Collection<ConfigEntry> entries(KafkaFuture<Config> described)
      throws RetriableAdminException, InterruptedException {
    try {
      return described.get().entries();
    } catch (ExecutionException e) {
      // The topic is being deleted.
      return e.getCause() instanceof UnknownTopicOrPartitionException
          ? List.of()
          : AdminResults.of(described).entries();
    }
  }

  private static boolean isThrottle(ConfigEntry entry) {
    boolean own =
        entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG
            || entry.source() == ConfigSource.DYNAMIC_BROKER_CONFIG;
    return own
        && (RATES.contains(entry.name())
            || entry.name().equals(LEADERS)
            || entry.name().equals(FOLLOWERS));
  }

  private void alter(Map<ConfigResource, Collection<AlterConfigOp>> changes, String failure)
      throws RefusedException, RetriableAdminException, InterruptedException {
    var results = new AdminResults();
    var all = new ArrayList<>(changes.entrySet());
    for (int i = 0; i < all.size(); i += BATCH) {
      var batch = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
      all.subList(i, Math.min(i + BATCH, all.size()))
          .forEach(change -> batch.put(change.getKey(), change.getValue()));
      results.await(
          admin.incrementalAlterConfigs(batch).values(),
          resource -> resource.type().name().toLowerCase(Locale.ROOT) + " " + resource.name());
    }
    results.check(failure);
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
  }

  private static ConfigResource broker(int id) {
    return new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(id));
  }

  private static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }
}
