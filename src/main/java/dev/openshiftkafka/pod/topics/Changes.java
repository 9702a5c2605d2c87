package dev.openshiftkafka.pod.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
}
