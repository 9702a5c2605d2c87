package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How records are written.
 *
 * @param producers producers, each with a connection of its own to every broker
 * @param recordsPerSecond rate of all producers together; 0 for as fast as possible
 * @param messageBytes size of a value, in bytes
 * @param keys how keys are chosen
 * @param keyCount different keys
 * @param partitioning who chooses the partitions of records without keys
 * @param compression compression of the producer: none, gzip, snappy, lz4, zstd
 * @param acks acknowledgements: 0, 1, all
 * @param idempotence whether a retry may not write a record twice
 * @param settings further settings of the producer, in Kafka's words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProduceSpec(
    int producers,
    long recordsPerSecond,
    int messageBytes,
    KeyDistribution keys,
    int keyCount,
    Partitioning partitioning,
    String compression,
    String acks,
    boolean idempotence,
    Map<String, String> settings) {

  static final ProduceSpec NONE = new ProduceSpec(0, 0, 0, null, 0, null, null, null, false, null);

  private static final List<String> COMPRESSIONS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final List<String> ACKS = List.of("0", "1", "all");

  /** Settings that other keys decide. */
  private static final List<String> MANAGED =
      List.of("acks", "compression.type", "enable.idempotence", "bootstrap.servers");

  /** Fills in defaults. */
  public ProduceSpec {
    keys = keys == null ? KeyDistribution.NONE : keys;
    partitioning = partitioning == null ? Partitioning.CLIENT : partitioning;
    messageBytes = messageBytes == 0 ? 1024 : messageBytes;
    keyCount = keyCount == 0 ? 10_000 : keyCount;
    compression = compression == null ? "none" : compression;
    acks = acks == null ? "all" : acks;
    settings = settings == null ? Map.of() : new TreeMap<>(settings);
  }

  /** Records without keys that fill a batch. */
  int recordsPerBatch() {
    int batch = Integer.parseInt(settings.getOrDefault("batch.size", "16384").strip());
    return Math.max(1, batch / ThroughputLimit.bytesOfRecord(messageBytes));
  }

  void check(List<String> faults) {
    Workload.between(faults, "produce.producers", producers, 0, 1000);
    Workload.between(faults, "produce.recordsPerSecond", recordsPerSecond, 0, 1_000_000_000);
    Workload.between(faults, "produce.messageBytes", messageBytes, 1, 100_000_000);
    Workload.between(faults, "produce.keyCount", keyCount, 1, 100_000_000);
    oneOf(faults, "produce.compression", compression, COMPRESSIONS);
    oneOf(faults, "produce.acks", acks, ACKS);
    if (partitioning == Partitioning.EVEN && keys != KeyDistribution.NONE) {
      faults.add("produce.partitioning: even needs records without keys: leave out produce.keys");
    }
    if (idempotence && !acks.equals("all")) {
      faults.add("produce.acks: \"" + acks + "\" must be all with produce.idempotence");
    }
    MANAGED.stream()
        .filter(settings::containsKey)
        .forEach(key -> faults.add("produce.settings." + key + ": is set by a key of its own"));
  }

  private static void oneOf(List<String> faults, String key, String value, List<String> allowed) {
    if (!allowed.contains(value)) {
      faults.add(key + ": \"" + value + "\" must be one of " + String.join(", ", allowed));
    }
  }

  /** How the keys of records are chosen. */
  public enum KeyDistribution {
    /** No key: the producer fills one partition's batch after the other. */
    @JsonProperty("none")
    NONE,
    /** Each key in turn. */
    @JsonProperty("sequential")
    SEQUENTIAL,
    /** Every key equally often, in random order. */
    @JsonProperty("uniform")
    UNIFORM,
    /** The n-th key n times as seldom as the first (Zipf's law with exponent 1). */
    @JsonProperty("zipf")
    ZIPF
  }

  /** Who chooses the partitions of records without keys. */
  public enum Partitioning {
    /** The Kafka client, which writes less to slow brokers. */
    @JsonProperty("client")
    CLIENT,

    /** The run: all partitions of a topic get the same, a batch's worth at a time. */
    @JsonProperty("even")
    EVEN
  }
}
