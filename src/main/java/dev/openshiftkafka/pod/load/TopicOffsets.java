package dev.openshiftkafka.pod.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

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
