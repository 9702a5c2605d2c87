package dev.openshiftkafka.pod.topics;

import dev.openshiftkafka.pod.topics.AdminResults.RefusedException;
import dev.openshiftkafka.pod.topics.AdminResults.RetriableAdminException;
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

/** Asks a cluster for the changes of a plan, each kind in few requests. */
final class Changes {
  private final Admin admin;
  private final Plan plan;

  Changes(Admin admin, Plan plan) {
    this.admin = admin;
    this.plan = plan;
  }

  /** Only asks whether all would be accepted. */
  void validate() throws RefusedException, RetriableAdminException, InterruptedException {
    var answers = new AdminResults();
    create(answers, true);
    set(answers, true);
    increase(answers, true);
    answers.check("The topics cannot be made as they are declared, and nothing was changed");
  }

  /** Makes topics and sets settings. */
  void createAndSet() throws RefusedException, RetriableAdminException, InterruptedException {
    var answers = new AdminResults();
    create(answers, false);
    set(answers, false);
    answers.check("Some topics were not made as they are declared");
  }

  /** Begins to move replicas, which goes on by itself. */
  void move() throws RefusedException, RetriableAdminException, InterruptedException {
    var answers = new AdminResults();
    for (var batch : Batches.of(plan.moves().entrySet(), move -> 1)) {
      var moves = new HashMap<TopicPartition, Optional<NewPartitionReassignment>>();
      batch.forEach(
          move ->
              moves.put(move.getKey(), Optional.of(new NewPartitionReassignment(move.getValue()))));
      answers.await(admin.alterPartitionReassignments(moves).values(), TopicPartition::topic);
    }
    answers.check("Some replicas were not moved");
  }

  /** Adds partitions; they get as many replicas as the first one has. */
  void increase() throws RefusedException, RetriableAdminException, InterruptedException {
    var answers = new AdminResults();
    increase(answers, false);
    answers.check("Some topics did not get their partitions");
  }

  /** Deletes topics. */
  void delete() throws RefusedException, RetriableAdminException, InterruptedException {
    var answers = new AdminResults();
    for (List<String> batch : Batches.of(plan.deletions(), topic -> 1)) {
      answers.await(admin.deleteTopics(batch).topicNameValues(), topic -> topic);
    }
    answers.check("Some topics were not deleted");
  }

  private void create(AdminResults answers, boolean validateOnly)
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
      answers.await(admin.createTopics(topics, options).values(), topic -> topic);
    }
  }

  private void set(AdminResults answers, boolean validateOnly)
      throws RetriableAdminException, InterruptedException {
    var options = new AlterConfigsOptions().validateOnly(validateOnly);
    for (var batch : Batches.of(plan.settings().entrySet(), topic -> 1)) {
      Map<ConfigResource, Collection<AlterConfigOp>> settings =
          batch.stream()
              .collect(
                  Collectors.toMap(
                      topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.getKey()),
                      Map.Entry::getValue));
      answers.await(
          admin.incrementalAlterConfigs(settings, options).values(), ConfigResource::name);
    }
  }

  private void increase(AdminResults answers, boolean validateOnly)
      throws RetriableAdminException, InterruptedException {
    var options = new CreatePartitionsOptions().validateOnly(validateOnly);
    for (var batch : Batches.of(plan.increases().entrySet(), Map.Entry::getValue)) {
      Map<String, NewPartitions> partitions =
          batch.stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, topic -> NewPartitions.increaseTo(topic.getValue())));
      answers.await(admin.createPartitions(partitions, options).values(), topic -> topic);
    }
  }

  /** Splits what is asked of a cluster into requests that it answers in time. */
  static final class Batches {
    /**
     * A KRaft controller takes up to 10,000 partitions at once, and ZooKeeper is slow with as many.
     */
    private static final int MOST = 500;

    private Batches() {}

    /** Batches of items that each count for so much; one that counts for too much goes alone. */
    static <T> List<List<T>> of(Collection<T> items, ToIntFunction<T> weight) {
      var batches = new ArrayList<List<T>>();
      int sum = 0;
      for (T item : items) {
        if (batches.isEmpty() || sum + weight.applyAsInt(item) > MOST) {
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
