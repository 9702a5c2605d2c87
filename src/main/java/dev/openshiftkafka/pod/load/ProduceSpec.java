package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The producers of a workload.
 *
 * @param producers number of producers, each with its own connections to the brokers
 * @param recordsPerSecond rate of all producers together; 0 for as fast as possible
 * @param messageBytes size of a record's value, in bytes
 * @param keys distribution of keys
 * @param keyCount number of distinct keys
 * @param partitioning who chooses the partition of a record without a key
 * @param compression {@code compression.type}: none, gzip, snappy, lz4, zstd
 * @param acks {@code acks}: 0, 1, all
 * @param idempotence {@code enable.idempotence}
 * @param settings further producer configs
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

  static final ProduceSpec NONE =
      new ProduceSpec(
          0, 0, 0, KeyDistribution.NONE, 0, Partitioning.CLIENT, "none", "all", false, Map.of());

  private static final List<String> COMPRESSIONS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final List<String> ACKS = List.of("0", "1", "all");

  /** Producer configs that have a key or an option of their own. */
  private static final Map<String, String> MANAGED =
      Map.of(
          "acks", "produce.acks",
          "compression.type", "produce.compression",
          "enable.idempotence", "produce.idempotence",
          "bootstrap.servers", "--bootstrap-server");

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

  /** Returns how many records without keys fill a batch. */
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
      faults.add("produce.partitioning: \"even\" needs records without keys; remove produce.keys");
    }
    if (idempotence && !acks.equals("all")) {
      faults.add("produce.acks: \"" + acks + "\" must be \"all\" when produce.idempotence is true");
    }
    settings.keySet().stream()
        .filter(MANAGED::containsKey)
        .forEach(
            key ->
                faults.add(
                    "produce.settings." + key + ": not allowed here; use " + MANAGED.get(key)));
  }

  private static void oneOf(List<String> faults, String key, String value, List<String> allowed) {
    if (!allowed.contains(value)) {
      faults.add(key + ": \"" + value + "\" must be one of " + String.join(", ", allowed));
    }
  }

  /** The distribution of record keys. */
  public enum KeyDistribution {
    /** No keys. */
    @JsonProperty("none")
    NONE,
    /** All keys in a fixed order. */
    @JsonProperty("sequential")
    SEQUENTIAL,
    /** Random keys, each equally likely. */
    @JsonProperty("uniform")
    UNIFORM,
    /**
     * Random keys by Zipf's law with exponent 1: the first key is n times as likely as the n-th.
     */
    @JsonProperty("zipf")
    ZIPF
  }

  /** Who chooses the partition of a record without a key. */
  public enum Partitioning {
    /** The Kafka producer's sticky partitioner, which sends less to slow brokers. */
    @JsonProperty("client")
    CLIENT,

    /** The load generator: round-robin over the partitions of a topic, a batch at a time. */
    @JsonProperty("even")
    EVEN
  }
}
