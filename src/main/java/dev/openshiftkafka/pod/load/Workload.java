package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.openshiftkafka.pod.load.Records.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run does to the cluster.
 *
 * @param name its name, as in {@code --workload}
 * @param description what it is for, in a sentence
 * @param warmupSeconds time before anything is counted, in seconds
 * @param warmupRecordsPerSecond records per second that are written in that time, so that it leaves
 *     the cluster's memory and disks as they were; 0 for as many as are counted later
 * @param durationSeconds time that is counted, in seconds; 0 when {@code records} ends the run
 * @param records records to produce in all, those of the warm-up included; 0 when the time ends the
 *     run
 * @param topics the topics, which the run makes and removes
 * @param produce how records are written
 * @param consume how records are read
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
    Reference reference) {

  /** Fills in defaults. */
  public Workload {
    topics = topics == null ? new TopicsSpec(null, 1, 3, 3, null) : topics;
    produce = produce == null ? ProduceSpec.NONE : produce;
    consume = consume == null ? ConsumeSpec.NONE : consume;
  }

  /**
   * Checks everything.
   *
   * @throws InvalidWorkloadException with all faults at once
   */
  public Workload validated() {
    var faults = new ArrayList<String>();
    if (name == null || !name.matches("[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?")) {
      faults.add("name: \"" + name + "\" must be lower case letters, digits and hyphens");
    }
    checkEnd(faults);
    between(faults, "warmupSeconds", warmupSeconds, 0, 3600);
    between(faults, "warmupRecordsPerSecond", warmupRecordsPerSecond, 0, 1_000_000_000);
    if (warmupRecordsPerSecond > 0 && warmupRecordsPerSecond < produce.producers()) {
      faults.add(
          "warmupRecordsPerSecond: %d must be at least one for each of produce.producers: %d"
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

  /** Whether producers compress, or brokers by a setting of the topics that the run makes. */
  boolean compresses() {
    return !produce.compression().equals("none")
        || topics.settings().containsKey("compression.type");
  }

  /** What writes the records that the consumers are to find. */
  Workload filling() {
    var plain =
        new ProduceSpec(
            1, 0, produce.messageBytes(), null, 0, null, produce.compression(), "all", true, null);
    return new Workload(
        name, description, 0, 0, 0, consume.fillRecords(), topics, plain, null, null);
  }

  /** Checks what must hold of a workload that several programs run together. */
  Workload validatedFor(int pods) {
    if (pods > 1 && consume.consumers() > 0) {
      throw new InvalidWorkloadException(
          name,
          List.of("consume.consumers: " + consume.consumers() + " must be 0 with several pods"));
    }
    return this;
  }

  private void checkEnd(List<String> faults) {
    if (produce.producers() > 0) {
      if (durationSeconds == 0 == (records == 0)) {
        faults.add("durationSeconds, records: one of them must end the run, and the other be 0");
      }
    } else if (consume.consumers() == 0) {
      faults.add("produce.producers, consume.consumers: nothing to do; set one of them");
    } else if (durationSeconds != 0 || records != 0 || warmupSeconds != 0) {
      faults.add(
          "durationSeconds, records, warmupSeconds: must be 0 without producers; consumers read what is there");
    } else if (consume.fillRecords() == 0 && topics.name() == null) {
      faults.add(
          "consume.fillRecords: 0 leaves consumers nothing to read; say how many to write first");
    }
  }

  static void between(List<String> faults, String key, long value, long least, long most) {
    if (value < least || value > most) {
      faults.add(key + ": " + value + " must be from " + least + " to " + most);
    }
  }

  /**
   * The topics of a run.
   *
   * @param name an existing topic, which must be empty and is left; null to make new ones
   * @param count topics to make
   * @param partitions partitions of each
   * @param replicationFactor replicas of each partition
   * @param settings settings of each topic, such as {@code min.insync.replicas}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TopicsSpec(
      String name, int count, int partitions, int replicationFactor, Map<String, String> settings) {

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
        faults.add("topics.count: " + count + " must be 1 when topics.name names an existing topic");
      }
    }
  }

  /**
   * How records are read.
   *
   * @param consumers consumers in one group; 0 for none
   * @param endToEnd whether the time from the intended write to the read is measured
   * @param fillRecords records to write before the run, for consumers without producers
   * @param settings further settings of the consumer, in Kafka's words
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ConsumeSpec(
      int consumers, boolean endToEnd, long fillRecords, Map<String, String> settings) {

    static final ConsumeSpec NONE = new ConsumeSpec(0, false, 0, null);

    /** Settings that the run decides. */
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
      if (endToEnd && produce.messageBytes() < Payload.STAMP_BYTES) {
        faults.add(
            "produce.messageBytes: %d must be at least %d with consume.endToEnd, for the time of"
                    .formatted(produce.messageBytes(), Payload.STAMP_BYTES)
                + " the write");
      }
      MANAGED.stream()
          .filter(settings::containsKey)
          .forEach(key -> faults.add("consume.settings." + key + ": is set by the run"));
    }
  }

  /**
   * A result that was published for the same workload.
   *
   * @param name whose result it is
   * @param recordsPerSecond records per second
   * @param megabytesPerSecond the same in values' bytes, 10^6 of them
   * @param remark where it was measured, in a few words
   */
  public record Reference(
      String name, double recordsPerSecond, double megabytesPerSecond, String remark) {}

  /** A workload that cannot be run; its message lists every fault. */
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
