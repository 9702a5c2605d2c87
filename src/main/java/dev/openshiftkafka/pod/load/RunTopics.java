package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.pod.load.Progress.StallDetector;
import dev.openshiftkafka.pod.load.Workload.TopicsSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a run. It deletes the topics that it created, and no others. */
final class RunTopics implements AutoCloseable {
  /** Prefix of the names of all topics that runs create. */
  static final String PREFIX = LoadGenerator.PREFIX;

  /** How long records of acks=0 may take to arrive after the last one that did. */
  private static final long ARRIVAL_TIMEOUT_NANOS = 5_000_000_000L;

  /** Less than a pod's termination grace period of 30 s. */
  private static final long DELETION_TIMEOUT_NANOS = 20_000_000_000L;

  /** Partitions in one request: brokers need longer than its timeout to create thousands. */
  private static final int PARTITIONS_PER_REQUEST = 500;

  private static final long POLL_NANOS = 100_000_000L;

  private static final long ABSENT_NANOS = 1_000_000_000L;

  private final Admin admin;
  private final List<String> names;
  private final TopicOffsets offsets;
  private final List<String> created = new ArrayList<>();
  private Map<TopicPartition, Long> before = Map.of();

  /**
   * Creates the topics, or uses the existing topic of {@code topics.name}.
   *
   * @param run id of the run
   * @param onData whether an existing topic may hold records
   * @throws IllegalStateException when an existing topic holds records and must not
   */
  RunTopics(Admin admin, TopicsSpec spec, String run, boolean onData)
      throws ExecutionException, InterruptedException {
    this(admin, names(spec, run));
    if (spec.name() != null) {
      this.before = offsets.ends();
      rejectData(onData);
      return;
    }
    try {
      create(spec);
      this.before = offsets.ends();
    } catch (ExecutionException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void rejectData(boolean onData) throws ExecutionException, InterruptedException {
    long records = TopicOffsets.sum(before) - TopicOffsets.sum(offsets.of(OffsetSpec.earliest()));
    if (records > 0 && !onData) {
      throw new IllegalStateException(
          ("topics.name: topic \"%s\" holds %d records; remove topics.name to use a new topic, or"
                  + " add --on-data")
              .formatted(names.get(0), records));
    }
  }

  private RunTopics(Admin admin, List<String> names) {
    this.admin = admin;
    this.names = names;
    this.offsets = new TopicOffsets(admin, names);
  }

  /** The topics that pod 0 of this run has created and deletes. */
  static RunTopics createdByLeader(Admin admin, TopicsSpec spec, String run)
      throws ExecutionException, InterruptedException {
    var topics = new RunTopics(admin, names(spec, run));
    topics.before = topics.offsets.ends();
    return topics;
  }

  private static List<String> names(TopicsSpec spec, String run) {
    return spec.name() != null
        ? List.of(spec.name())
        : IntStream.range(0, spec.count()).mapToObj(i -> PREFIX + run + "-" + i).toList();
  }

  private void create(TopicsSpec spec) throws ExecutionException, InterruptedException {
    int topics = Math.max(1, PARTITIONS_PER_REQUEST / spec.partitions());
    for (int from = 0; from < names.size(); from += topics) {
      create(spec, names.subList(from, Math.min(names.size(), from + topics)));
    }
  }

  private void create(TopicsSpec spec, List<String> batch)
      throws ExecutionException, InterruptedException {
    var results =
        admin.createTopics(
            batch.stream()
                .map(
                    name ->
                        new NewTopic(name, spec.partitions(), (short) spec.replicationFactor())
                            .configs(spec.settings()))
                .toList());
    // A topic whose creation fails or is interrupted may still come into being.
    created.addAll(batch);
    ExecutionException failure = null;
    for (var topic : results.values().entrySet()) {
      try {
        topic.getValue().get();
      } catch (ExecutionException e) {
        failure = e;
        if (e.getCause() instanceof TopicExistsException) {
          created.remove(topic.getKey());
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  List<String> names() {
    return names;
  }

  /** Returns the records that arrived since this object was created, by end offsets. */
  long arrived() throws ExecutionException, InterruptedException {
    return TopicOffsets.sum(offsets.ends()) - TopicOffsets.sum(before);
  }

  /**
   * Waits until this number of records has arrived, or no more arrive for 5 s: with acks=0 the last
   * ones may still be in flight.
   */
  long arrived(long delivered) throws ExecutionException, InterruptedException {
    long arrived = arrived();
    var stall = new StallDetector(ARRIVAL_TIMEOUT_NANOS);
    while (arrived < delivered && !stall.isStalled(arrived)) {
      Thread.sleep(100);
      arrived = arrived();
    }
    return arrived;
  }

  /**
   * Deletes the topics that this object created, also when the run is interrupted.
   *
   * <p>Metadata of a new topic reaches brokers one after the other, so the broker that answers may
   * not know it yet. A topic counts as deleted when it has not been listed for a second.
   *
   * @throws IllegalStateException when they are not deleted within 20 s
   */
  @Override
  public void close() {
    if (created.isEmpty()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    long deadline = System.nanoTime() + DELETION_TIMEOUT_NANOS;
    var absent = new StallDetector(ABSENT_NANOS);
    for (long sightings = 0; !absent.isStalled(sightings); ) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "topics " + created + ": not deleted within 20 s; delete them with kafka-topics.sh");
      }
      admin.deleteTopics(created);
      if (!Collections.disjoint(value(admin.listTopics().names()), created)) {
        sightings++;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    created.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits uninterruptibly. */
  private static <T> T value(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** Reads the offsets of topics. */
  record TopicOffsets(Admin admin, List<String> names) {
    private static final long TIMEOUT_NANOS = 20_000_000_000L;

    private static boolean hasLeaders(TopicDescription topic) {
      return topic.partitions().stream().noneMatch(p -> p.leader() == null || p.leader().isEmpty());
    }

    private Map<String, TopicDescription> describe()
        throws ExecutionException, InterruptedException {
      return admin.describeTopics(names).allTopicNames().get();
    }

    /** Returns the end offset of each partition. */
    Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
      return of(OffsetSpec.latest());
    }

    /**
     * Returns the offset of each partition.
     *
     * <p>Metadata of new topics and leaders reaches brokers one after the other, so requests are
     * retried while the broker that answers does not know them.
     */
    Map<TopicPartition, Long> of(OffsetSpec spec) throws ExecutionException, InterruptedException {
      long deadline = System.nanoTime() + TIMEOUT_NANOS;
      while (true) {
        try {
          Map<String, TopicDescription> topics = describe();
          if (topics.values().stream().allMatch(TopicOffsets::hasLeaders)) {
            return of(spec, topics);
          }
          if (System.nanoTime() - deadline > 0) {
            throw new IllegalStateException(
                "topics " + names + ": have partitions without a leader; check the brokers");
          }
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - deadline > 0) {
            throw e;
          }
        }
        Thread.sleep(50);
      }
    }

    private Map<TopicPartition, Long> of(OffsetSpec spec, Map<String, TopicDescription> topics)
        throws ExecutionException, InterruptedException {
      Map<TopicPartition, OffsetSpec> wanted =
          topics.values().stream()
              .flatMap(
                  topic ->
                      topic.partitions().stream()
                          .map(p -> new TopicPartition(topic.name(), p.partition())))
              .collect(Collectors.toMap(Function.identity(), partition -> spec));
      return admin.listOffsets(wanted).all().get().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    static long sum(Map<TopicPartition, Long> offsets) {
      return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
