package dev.openshiftkafka.ledger;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Polls the status of the cluster every second. */
final class ClusterWatch extends Thread {
  private static final long PERIOD_MILLIS = 1000;
  private static final int NO_QUORUM = -1;

  private final Admin admin;
  private final Acks acks;
  private final Consumer<Status> listener;
  private boolean kraft = true;

  ClusterWatch(Admin admin, Acks acks, Consumer<Status> listener) {
    super("cluster-watch");
    setDaemon(true);
    this.admin = admin;
    this.acks = acks;
    this.listener = listener;
  }

  @Override
  public void run() {
    try {
      while (true) {
        listener.accept(poll());
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Status poll() throws InterruptedException {
    long asked = System.currentTimeMillis();
    try {
      int brokers = admin.describeCluster().nodes().get().size();
      List<TopicPartitionInfo> partitions = partitions();
      if (partitions.isEmpty()) {
        return unknown(asked, "the broker that answered has just started and knows no topics");
      }
      return new Status(
          asked,
          acks.count(),
          acks.allPartitionsAcknowledged(),
          brokers,
          (int) partitions.stream().filter(ClusterWatch::lacksReplica).count(),
          partitions.stream().mapToInt(partition -> partition.isr().size()).min().orElseThrow(),
          quorumLeader(),
          "");
    } catch (ExecutionException e) {
      return unknown(asked, e.getCause().toString());
    }
  }

  private Status unknown(long asked, String fault) {
    return new Status(
        asked, acks.count(), acks.allPartitionsAcknowledged(), 0, 0, 0, NO_QUORUM, fault);
  }

  private List<TopicPartitionInfo> partitions() throws ExecutionException, InterruptedException {
    var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    Map<String, TopicDescription> topics = admin.describeTopics(names).allTopicNames().get();
    return topics.values().stream().flatMap(topic -> topic.partitions().stream()).toList();
  }

  private static boolean lacksReplica(TopicPartitionInfo partition) {
    return partition.leader() == null
        || partition.leader().isEmpty()
        || partition.isr().size() < partition.replicas().size();
  }

  private int quorumLeader() throws ExecutionException, InterruptedException {
    if (!kraft) {
      return NO_QUORUM;
    }
    try {
      return admin.describeMetadataQuorum().quorumInfo().get().leaderId();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnsupportedVersionException) {
        kraft = false;
        return NO_QUORUM;
      }
      throw e;
    }
  }
}
