package dev.openshiftkafka.pod.topics;

import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.topics.Planner.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Applies a plan to a cluster, in batched Admin requests. */
final class Changes {
  private final Admin admin;
  private final Plan plan;

  Changes(Admin admin, Plan plan) {
    this.admin = admin;
    this.plan = plan;
  }

  /** Validates the plan on the brokers ({@code validateOnly}) and changes nothing. */
  void validate() throws RefusedException, RetriableAdminException, InterruptedException {
    var results = new AdminResults();
    create(results, true);
    alterConfigs(results, true);
    increase(results, true);
    results.check("The brokers reject the declared topics; nothing was changed");
  }

  /** Creates topics and alters topic configs. */
  void createAndConfigure() throws RefusedException, RetriableAdminException, InterruptedException {
    var results = new AdminResults();
    create(results, false);
    alterConfigs(results, false);
    results.check("Some topics were not created or configured");
  }

  /** Starts the partition reassignments, which continue in the cluster. */
  void reassign() throws RefusedException, RetriableAdminException, InterruptedException {
    var results = new AdminResults();
    for (var batch : Batches.of(plan.reassignments().entrySet(), partition -> 1)) {
      var reassignments = new HashMap<TopicPartition, Optional<NewPartitionReassignment>>();
      batch.forEach(
          entry ->
              reassignments.put(
                  entry.getKey(), Optional.of(new NewPartitionReassignment(entry.getValue()))));
      results.await(
          admin.alterPartitionReassignments(reassignments).values(),
          partition -> topic(partition.topic()));
    }
    results.check("Some partitions were not reassigned");
  }

  /** Adds partitions; each gets as many replicas as the topic's first partition. */
  void increase() throws RefusedException, RetriableAdminException, InterruptedException {
    var results = new AdminResults();
    increase(results, false);
    results.check("Some partitions were not added");
  }

  /** Deletes topics. */
  void delete() throws RefusedException, RetriableAdminException, InterruptedException {
    var results = new AdminResults();
    for (List<String> batch : Batches.of(plan.deletions(), topic -> 1)) {
      results.await(admin.deleteTopics(batch).topicNameValues(), Changes::topic);
    }
    results.check("Some topics were not deleted");
  }

  private static String topic(String name) {
    return "topic " + name;
  }

  private void create(AdminResults results, boolean validateOnly)
      throws RetriableAdminException, InterruptedException {
    var options = new CreateTopicsOptions().validateOnly(validateOnly);
    for (List<DeclaredTopic> batch : Batches.of(plan.creations(), DeclaredTopic::partitions)) {
      List<NewTopic> topics =
          batch.stream()
              .map(
                  topic ->
                      new NewTopic(
                              topic.name(), topic.partitions(), (short) topic.replicationFactor())
                          .configs(topic.settings()))
              .toList();
      results.await(admin.createTopics(topics, options).values(), Changes::topic);
    }
  }

  private void alterConfigs(AdminResults results, boolean validateOnly)
      throws RetriableAdminException, InterruptedException {
    var options = new AlterConfigsOptions().validateOnly(validateOnly);
    for (var batch : Batches.of(plan.configs().entrySet(), topic -> 1)) {
      Map<ConfigResource, Collection<AlterConfigOp>> configs =
          batch.stream()
              .collect(
                  Collectors.toMap(
                      topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.getKey()),
                      Map.Entry::getValue));
      results.await(
          admin.incrementalAlterConfigs(configs, options).values(),
          resource -> topic(resource.name()));
    }
  }

  private void increase(AdminResults results, boolean validateOnly)
      throws RetriableAdminException, InterruptedException {
    var options = new CreatePartitionsOptions().validateOnly(validateOnly);
    for (var batch : Batches.of(plan.increases().entrySet(), Map.Entry::getValue)) {
      Map<String, NewPartitions> partitions =
          batch.stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, topic -> NewPartitions.increaseTo(topic.getValue())));
      results.await(admin.createPartitions(partitions, options).values(), Changes::topic);
    }
  }

  /** Splits requests into batches that a controller processes in time. */
  static final class Batches {
    /**
     * A KRaft controller accepts up to 10,000 partitions in a request; with ZooKeeper such a
     * request takes too long.
     */
    private static final int LIMIT = 500;

    private Batches() {}

    /** Returns batches of at most {@code LIMIT} in weight; a heavier item is alone in its batch. */
    static <T> List<List<T>> of(Collection<T> items, ToIntFunction<T> weight) {
      var batches = new ArrayList<List<T>>();
      int sum = 0;
      for (T item : items) {
        if (batches.isEmpty() || sum + weight.applyAsInt(item) > LIMIT) {
          batches.add(new ArrayList<>());
          sum = 0;
        }
        batches.get(batches.size() - 1).add(item);
        sum += weight.applyAsInt(item);
      }
      return batches;
    }
  }
}
