package dev.openshiftkafka.pod.migration;

import dev.openshiftkafka.pod.admin.AdminResults;
import dev.openshiftkafka.pod.admin.AdminResults.RefusedException;
import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.migration.ControllerMetrics.Active;
import dev.openshiftkafka.pod.migration.ControllerMetrics.State;
import dev.openshiftkafka.pod.zookeeper.ZooKeeperMetadata;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;

/**
 * The conditions of the phases of a migration: what must be true before one begins, and what it
 * waits for.
 *
 * <p>Kafka checks little of this itself. A controller that starts without the flag of the migration
 * finalizes it even while brokers use ZooKeeper (KAFKA-20960), and a replica on a broker that no
 * longer exists keeps the controllers waiting without end.
 */
final class Migration {
  private final ZooKeeperMetadata zookeeper;
  private final ControllerMetrics controllers;
  private final Set<Integer> brokers;
  private final Consumer<String> log;

  /**
   * Creates the migration of a cluster.
   *
   * @param brokers number of brokers
   * @param log takes lines of progress
   */
  Migration(
      ZooKeeperMetadata zookeeper,
      ControllerMetrics controllers,
      int brokers,
      Consumer<String> log) {
    this.zookeeper = zookeeper;
    this.controllers = controllers;
    this.brokers =
        IntStream.range(0, brokers).boxed().collect(Collectors.toCollection(TreeSet::new));
    this.log = log;
  }

  /** The phases, as the configuration names them. */
  enum Phase {
    PROVISION,
    MIGRATE,
    BROKERS,
    FINALIZE,
    ROLLBACK
  }

  /**
   * Checks that a phase may begin.
   *
   * @throws RefusedException when it must not
   * @throws RetriableAdminException when it must not yet
   */
  void check(Phase phase, Admin admin)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    switch (phase) {
      case PROVISION -> {
        if (isControllerKraft()) {
          throw new RefusedException(
              "migration.phase: provision: a KRaft controller already controls the brokers",
              List.of("set migrate to go on, or rollback to return to ZooKeeper"));
        }
        deleteEmptyState();
        checkState();
        checkReplicas(admin);
      }
      case MIGRATE -> checkReplicas(admin);
      case BROKERS -> active(State.MIGRATION);
      case FINALIZE -> withKraftBrokers(active(State.MIGRATION, State.POST_MIGRATION));
      case ROLLBACK -> {
        awaitZooKeeperBrokers();
        Optional<Active> active = controllers.active();
        if (active.isPresent() && active.get().state() == State.MIGRATION) {
          checkWritten(active.get());
        }
      }
      default -> throw new IllegalStateException("phase " + phase);
    }
  }

  /**
   * Checks whether a phase has reached what it waits for.
   *
   * @throws RetriableAdminException when it has not yet, with the progress
   */
  void await(Phase phase)
      throws RefusedException, RetriableAdminException, IOException, InterruptedException {
    switch (phase) {
      case PROVISION -> done(active(State.PRE_MIGRATION));
      case MIGRATE -> {
        Active active = active(State.MIGRATION);
        if (active.zooKeeperBrokers() != brokers.size()) {
          throw new RetriableAdminException(
              active.zooKeeperBrokers()
                  + " of "
                  + brokers.size()
                  + " ZooKeeper brokers are"
                  + " registered: "
                  + active);
        }
        checkWritten(active);
        done(active);
      }
      case BROKERS -> done(withKraftBrokers(active(State.MIGRATION)));
      case FINALIZE -> done(active(State.POST_MIGRATION));
      case ROLLBACK -> {
        if (zookeeper.controller().isEmpty() || isControllerKraft()) {
          throw new RetriableAdminException("no broker is the controller yet");
        }
        awaitZooKeeperBrokers();
        log.accept("done: brokers use ZooKeeper only");
      }
      default -> throw new IllegalStateException("phase " + phase);
    }
  }

  private void done(Active active) {
    log.accept("done: " + active);
  }

  private Active withKraftBrokers(Active active) throws RetriableAdminException {
    if (active.zooKeeperBrokers() > 0 || active.brokers() != brokers.size()) {
      throw new RetriableAdminException(
          "not all of " + brokers.size() + " brokers are active KRaft brokers: " + active);
    }
    return active;
  }

  /**
   * Gives the control back to the brokers, after the controllers have stopped.
   *
   * @throws RetriableAdminException while a controller runs, or no broker is the controller
   */
  void revert() throws RetriableAdminException, IOException, InterruptedException {
    List<String> running = controllers.answering();
    if (!running.isEmpty()) {
      throw new RetriableAdminException("KRaft controllers still run: " + running);
    }
    if (isControllerKraft()) {
      log.accept("deletes /controller, which a KRaft controller holds");
      zookeeper.deleteController();
    }
    Optional<String> state = zookeeper.migration();
    if (state.isPresent()) {
      log.accept("deletes /migration: " + state.get());
      zookeeper.deleteMigration();
    }
    zookeeper.deleteAttempt();
    Optional<Integer> controller = zookeeper.controller();
    if (controller.isEmpty() || isControllerKraft()) {
      throw new RetriableAdminException("no broker is the controller yet");
    }
    log.accept("broker " + controller.get() + " is the controller");
  }

  private boolean isControllerKraft() throws IOException, InterruptedException {
    return zookeeper.controller().filter(ZooKeeperMetadata::isKraft).isPresent();
  }

  /** ZooKeeper's security migration tool leaves an empty node, which stalls Kafka (KAFKA-19480). */
  private void deleteEmptyState() throws IOException, InterruptedException {
    if (zookeeper.migration().filter(String::isBlank).isPresent()) {
      log.accept("deletes /migration, which is empty");
      zookeeper.deleteMigration();
    }
  }

  /** New controllers would take the metadata of the other migration for copied. */
  private void checkState() throws RefusedException, IOException, InterruptedException {
    if (zookeeper.isCopied()) {
      throw new RefusedException(
          "/migration in ZooKeeper: has the state of another migration, whose controllers are gone",
          List.of(
              zookeeper.migration().orElse(""),
              "delete it: oc exec kafka-zookeeper-0 --container zookeeper -- java -cp"
                  + " '/opt/kafka/libs/*' org.apache.zookeeper.ZooKeeperMain -server"
                  + " localhost:2181 delete /migration"));
    }
  }

  private Active active(State... expected) throws RetriableAdminException, InterruptedException {
    Active active =
        controllers
            .active()
            .orElseThrow(() -> new RetriableAdminException("no controller is active"));
    if (!List.of(expected).contains(active.state())) {
      String hint =
          active.state() == State.NONE
              ? "; if this lasts, a controller was first started without"
                  + " zookeeper.metadata.migration.enable: set migration.phase to rollback"
              : "";
      throw new RetriableAdminException(active + hint);
    }
    return active;
  }

  private void checkWritten(Active active) throws RetriableAdminException {
    if (active.writeBehind() > 0) {
      throw new RetriableAdminException("ZooKeeper does not have all changes yet: " + active);
    }
  }

  private void awaitZooKeeperBrokers()
      throws RetriableAdminException, IOException, InterruptedException {
    var missing = new TreeSet<>(brokers);
    missing.removeAll(zookeeper.brokers());
    if (!missing.isEmpty()) {
      throw new RetriableAdminException(
          "brokers "
              + missing
              + " are not registered in ZooKeeper; start them, or set migration.phase to migrate"
              + " if they are KRaft brokers");
    }
  }

  /** The controllers wait for each broker that has a replica, even if it does not exist. */
  private void checkReplicas(Admin admin)
      throws RefusedException, RetriableAdminException, InterruptedException {
    Set<String> topics =
        AdminResults.of(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    List<String> lost =
        AdminResults.of(admin.describeTopics(topics).allTopicNames()).values().stream()
            .flatMap(topic -> lost(topic).stream())
            .sorted()
            .toList();
    if (!lost.isEmpty()) {
      throw new RefusedException(
          "partitions have replicas on brokers that do not exist, for which the migration would"
              + " wait without end; move them with bin/kafka-stack reassign",
          lost);
    }
  }

  private List<String> lost(TopicDescription topic) {
    return topic.partitions().stream()
        .flatMap(
            partition ->
                partition.replicas().stream()
                    .map(Node::id)
                    .filter(id -> !brokers.contains(id))
                    .map(id -> topic.name() + "-" + partition.partition() + ": broker " + id))
        .toList();
  }
}
