package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.pod.load.Progress.Stall;
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

/** The topics of a run: those that it made go with it, and no other ever does. */
final class RunTopics implements AutoCloseable {
  /** What the names of all topics that runs make begin with. */
  static final String PREFIX = "load-generator-";

  private static final long PATIENCE_NANOS = 5_000_000_000L;

  /** Less than a pod's grace period. */
  private static final long LIMIT_NANOS = 20_000_000_000L;

  /** Of all topics in one request: brokers that make thousands take longer than it waits. */
  private static final int PARTITIONS_AT_ONCE = 500;

  private static final long POLL_NANOS = 100_000_000L;

  private static final long SETTLED_NANOS = 1_000_000_000L;

  private final Admin admin;
  private final List<String> names;
  private final TopicOffsets offsets;
  private final List<String> made = new ArrayList<>();
  private Map<TopicPartition, Long> before;

  /**
   * Makes the topics, or takes the existing one that the workload names.
   *
   * @param run what tells this run from others
   * @param onData whether an existing topic may hold records
   * @throws IllegalStateException when an existing topic holds records, and may not
   */
  RunTopics(Admin admin, TopicsSpec spec, String run, boolean onData)
      throws ExecutionException, InterruptedException {
    this(admin, names(spec, run));
    if (spec.name() != null) {
      this.before = offsets.ends();
      refuseData(onData);
      return;
    }
    try {
      make(spec);
      this.before = offsets.ends();
    } catch (ExecutionException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void refuseData(boolean onData) throws ExecutionException, InterruptedException {
    long held = TopicOffsets.sum(before) - TopicOffsets.sum(offsets.of(OffsetSpec.earliest()));
    if (held > 0 && !onData) {
      throw new IllegalStateException(
          ("topics.name: the topic \"%s\" holds %d records; leave topics.name out to have a new"
                  + " topic made, or add --on-data")
              .formatted(names.get(0), held));
    }
  }

  private RunTopics(Admin admin, List<String> names) {
    this.admin = admin;
    this.names = names;
    this.offsets = new TopicOffsets(admin, names);
  }

  /** The topics that another program of this run has made, and will remove. */
  static RunTopics ofAnother(Admin admin, TopicsSpec spec, String run)
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

  private void make(TopicsSpec spec) throws ExecutionException, InterruptedException {
    int topics = Math.max(1, PARTITIONS_AT_ONCE / spec.partitions());
    for (int from = 0; from < names.size(); from += topics) {
      make(spec, names.subList(from, Math.min(names.size(), from + topics)));
    }
  }

  private void make(TopicsSpec spec, List<String> some)
      throws ExecutionException, InterruptedException {
    var created =
        admin.createTopics(
            some.stream()
                .map(
                    name ->
                        new NewTopic(name, spec.partitions(), (short) spec.replicationFactor())
                            .configs(spec.settings()))
                .toList());
    // Also one whose creation ends in an error, or is interrupted, may come to be.
    made.addAll(some);
    ExecutionException failure = null;
    for (var topic : created.values().entrySet()) {
      try {
        topic.getValue().get();
      } catch (ExecutionException e) {
        failure = e;
        if (e.getCause() instanceof TopicExistsException) {
          made.remove(topic.getKey());
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

  /** Records that arrived since this object was made, by the partitions' end offsets. */
  long arrived() throws ExecutionException, InterruptedException {
    return TopicOffsets.sum(offsets.ends()) - TopicOffsets.sum(before);
  }

  /**
   * The same, once so many have arrived or no more come. Without acknowledgements the last ones may
   * still be on their way.
   */
  long arrived(long delivered) throws ExecutionException, InterruptedException {
    long arrived = arrived();
    var stall = new Stall(PATIENCE_NANOS);
    while (arrived < delivered && !stall.lasts(arrived)) {
      Thread.sleep(100);
      arrived = arrived();
    }
    return arrived;
  }

  /**
   * Removes the topics that this object made, also when the run is interrupted.
   *
   * <p>Brokers learn of topics one after the other, so a topic that is just being made may be
   * unknown to the one that is asked. It counts as gone when it is not there for a while.
   *
   * @throws IllegalStateException when they are not gone in time
   */
  @Override
  public void close() {
    if (made.isEmpty()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + LIMIT_NANOS;
    var absent = new Stall(SETTLED_NANOS);
    for (long sightings = 0; !absent.lasts(sightings); ) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("the topics of this run are still there: " + made);
      }
      admin.deleteTopics(made);
      if (!Collections.disjoint(value(admin.listTopics().names()), made)) {
        sightings++;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    made.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without being interrupted. */
  private static <T> T value(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** Asks what topics hold. */
  record TopicOffsets(Admin admin, List<String> names) {
    private static final long LIMIT_NANOS = 20_000_000_000L;

    private static boolean led(TopicDescription topic) {
      return topic.partitions().stream().noneMatch(p -> p.leader() == null || p.leader().isEmpty());
    }

    private Map<String, TopicDescription> describe() throws ExecutionException, InterruptedException {
      return admin.describeTopics(names).allTopicNames().get();
    }

    /** End offset of each partition. */
    Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
      return of(OffsetSpec.latest());
    }

    /**
     * Offset of each partition.
     *
     * <p>Brokers learn of new topics and leaders one after the other, so it asks again while the one
     * that is asked does not know.
     */
    Map<TopicPartition, Long> of(OffsetSpec spec) throws ExecutionException, InterruptedException {
      long end = System.nanoTime() + LIMIT_NANOS;
      while (true) {
        try {
          Map<String, TopicDescription> topics = describe();
          if (topics.values().stream().allMatch(TopicOffsets::led)) {
            return of(spec, topics);
          }
          if (System.nanoTime() - end > 0) {
            throw new IllegalStateException("partitions of " + names + " have no leader");
          }
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - end > 0) {
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
