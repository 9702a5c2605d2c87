package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.openshiftkafka.pod.load.Records.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A workload: what a run produces and consumes, and for how long.
 *
 * @param name its name, as in {@code --workload}
 * @param description its purpose, in a sentence
 * @param warmupSeconds warm-up before the measured time, in seconds
 * @param warmupRecordsPerSecond rate during the warm-up, which may be low so that page cache and
 *     disks stay as they were; 0 for the rate of the measured time
 * @param durationSeconds measured time, in seconds; 0 when {@code records} ends the run
 * @param records records to produce, including the warm-up; 0 when {@code durationSeconds} ends the
 *     run
 * @param topics the topics, which the run creates and deletes
 * @param produce the producers
 * @param consume the consumers
 * @param reference a published result of this workload; null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Workload(
    String name,
    String description,
    int warmupSeconds,
    long warmupRecordsPerSecond,
    int durationSeconds,
    long records,
    TopicsSpec topics,
    ProduceSpec produce,
    ConsumeSpec consume,
    @Nullable Reference reference) {

  /** Fills in defaults. */
  public Workload {
    topics = topics == null ? new TopicsSpec(null, 1, 3, 3, Map.of()) : topics;
    produce = produce == null ? ProduceSpec.NONE : produce;
    consume = consume == null ? ConsumeSpec.NONE : consume;
  }

  /**
   * Validates all keys.
   *
   * @throws InvalidWorkloadException with all faults
   */
  public Workload validated() {
    var faults = new ArrayList<String>();
    if (name == null || !name.matches("[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?")) {
      faults.add("name: \"" + name + "\" must consist of lower-case letters, digits and hyphens");
    }
    checkEnd(faults);
    between(faults, "warmupSeconds", warmupSeconds, 0, 3600);
    between(faults, "warmupRecordsPerSecond", warmupRecordsPerSecond, 0, 1_000_000_000);
    if (warmupRecordsPerSecond > 0 && warmupRecordsPerSecond < produce.producers()) {
      faults.add(
          "warmupRecordsPerSecond: %d must be at least produce.producers (%d), or 0"
              .formatted(warmupRecordsPerSecond, produce.producers()));
    }
    between(faults, "durationSeconds", durationSeconds, 0, 86_400);
    between(faults, "records", records, 0, Long.MAX_VALUE);
    topics.check(faults);
    produce.check(faults);
    consume.check(faults, produce);
    if (!faults.isEmpty()) {
      throw new InvalidWorkloadException(name, faults);
    }
    return this;
  }

  /** Whether producers compress, or brokers by a topic config of the run's topics. */
  boolean compresses() {
    return !produce.compression().equals("none")
        || topics.settings().containsKey("compression.type");
  }

  /** Returns the workload that produces the records of {@code consume.fillRecords}. */
  Workload preload() {
    var plain =
        new ProduceSpec(
            1,
            0,
            produce.messageBytes(),
            ProduceSpec.KeyDistribution.NONE,
            0,
            ProduceSpec.Partitioning.CLIENT,
            produce.compression(),
            "all",
            true,
            Map.of());
    return new Workload(
        name, description, 0, 0, 0, consume.fillRecords(), topics, plain, ConsumeSpec.NONE, null);
  }

  /** Validates a workload that several pods run. */
  Workload validatedFor(int pods) {
    if (pods > 1 && consume.consumers() > 0) {
      throw new InvalidWorkloadException(
          name,
          List.of(
              "consume.consumers: " + consume.consumers() + " must be 0 when --pods is above 1"));
    }
    return this;
  }

  private void checkEnd(List<String> faults) {
    if (produce.producers() > 0) {
      if (durationSeconds == 0 == (records == 0)) {
        faults.add("durationSeconds, records: exactly one of them must be greater than 0");
      }
    } else if (consume.consumers() == 0) {
      faults.add("produce.producers, consume.consumers: both are 0; set one of them");
    } else if (durationSeconds != 0 || records != 0 || warmupSeconds != 0) {
      faults.add(
          "durationSeconds, records, warmupSeconds: must be 0 without producers; the run ends when all records are consumed");
    } else if (consume.fillRecords() == 0 && topics.name() == null) {
      faults.add(
          "consume.fillRecords: 0 leaves nothing to consume; set the number of records to preload");
    }
  }

  static void between(List<String> faults, String key, long value, long min, long max) {
    if (value < min || value > max) {
      faults.add(key + ": " + value + " must be from " + min + " to " + max);
    }
  }

  /**
   * The topics of a run.
   *
   * @param name an existing topic, which must be empty and is not deleted; null for new topics
   * @param count number of topics to create
   * @param partitions partitions of each topic
   * @param replicationFactor replicas of each partition
   * @param settings configs of each topic, such as {@code min.insync.replicas}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TopicsSpec(
      @Nullable String name,
      int count,
      int partitions,
      int replicationFactor,
      Map<String, String> settings) {

    /** Fills in defaults. */
    public TopicsSpec {
      settings = settings == null ? Map.of() : new TreeMap<>(settings);
      count = count == 0 ? 1 : count;
      partitions = partitions == 0 ? 3 : partitions;
      replicationFactor = replicationFactor == 0 ? 3 : replicationFactor;
    }

    void check(List<String> faults) {
      Workload.between(faults, "topics.count", count, 1, 1000);
      Workload.between(faults, "topics.partitions", partitions, 1, 10_000);
      Workload.between(faults, "topics.replicationFactor", replicationFactor, 1, 100);
      if (name != null && count != 1) {
        faults.add("topics.count: " + count + " must be 1 when topics.name is set");
      }
    }
  }

  /**
   * The consumers of a workload.
   *
   * @param consumers number of consumers in one group; 0 for none
   * @param endToEnd whether to measure the latency from when a record was due until it is consumed
   * @param fillRecords records to preload for consumers without producers
   * @param settings further consumer configs
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ConsumeSpec(
      int consumers, boolean endToEnd, long fillRecords, Map<String, String> settings) {

    static final ConsumeSpec NONE = new ConsumeSpec(0, false, 0, Map.of());

    /** Consumer configs that the load generator sets. */
    private static final List<String> MANAGED =
        List.of("bootstrap.servers", "group.id", "auto.offset.reset", "enable.auto.commit");

    /** Fills in defaults. */
    public ConsumeSpec {
      settings = settings == null ? Map.of() : new TreeMap<>(settings);
    }

    void check(List<String> faults, ProduceSpec produce) {
      if (consumers == 0) {
        return;
      }
      Workload.between(faults, "consume.consumers", consumers, 1, 1000);
      Workload.between(faults, "consume.fillRecords", fillRecords, 0, Long.MAX_VALUE);
      if (endToEnd && produce.messageBytes() < Payload.TIMESTAMP_BYTES) {
        faults.add(
            "produce.messageBytes: %d must be at least %d with consume.endToEnd, for the timestamp"
                    .formatted(produce.messageBytes(), Payload.TIMESTAMP_BYTES)
                + " in the value");
      }
      MANAGED.stream()
          .filter(settings::containsKey)
          .forEach(
              key ->
                  faults.add(
                      "consume.settings." + key + ": not allowed; the load generator sets it"));
    }
  }

  /**
   * A published result of the same workload.
   *
   * @param name who published it
   * @param recordsPerSecond records per second
   * @param megabytesPerSecond the same in megabytes (10^6 bytes) of values
   * @param remark where it was measured, in a few words
   */
  public record Reference(
      String name, double recordsPerSecond, double megabytesPerSecond, String remark) {}

  /** An invalid workload; the message lists all faults. */
  public static final class InvalidWorkloadException extends IllegalArgumentException {
    InvalidWorkloadException(String workload, List<String> faults) {
      super(
          "The workload '%s' has %d fault%s:%n  %s"
              .formatted(
                  workload,
                  faults.size(),
                  faults.size() == 1 ? "" : "s",
                  String.join(System.lineSeparator() + "  ", faults)));
    }
  }
}
