package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openshiftkafka.pod.load.RunCounters.Counts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The report of a run; its components are the fields of {@code report.json}.
 *
 * @param schema version of the format
 * @param run id of the run
 * @param started when the first record was due (ISO 8601)
 * @param workload the workload, with all defaults
 * @param environment where it ran
 * @param seconds measured time, from the end of the warm-up until no record was in flight
 * @param produced records passed to producers in that time
 * @param delivered records acknowledged in that time; with acks=0, written to the connection
 * @param failed records that failed in that time
 * @param consumed records consumed in that time
 * @param recordsPerSecond delivered records per second; consumed ones if the run only consumes
 * @param megabytesPerSecond the same in megabytes (10^6 bytes) of values
 * @param acknowledged latency from when a record was due until it was acknowledged
 * @param endToEnd latency from when a record was due until it was consumed; null if not measured
 * @param verification what the topics hold and what was consumed
 * @param firstFailure error of the first record that failed; null when none did
 * @param cpuSeconds processor time of the load generator during the run, in seconds
 * @param comparisons comparisons with a published result and with the hardware's limits
 * @param series the measured seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
    String schema,
    String run,
    String started,
    Workload workload,
    Environment environment,
    double seconds,
    long produced,
    long delivered,
    long failed,
    long consumed,
    double recordsPerSecond,
    double megabytesPerSecond,
    Latency acknowledged,
    @Nullable Latency endToEnd,
    Verification verification,
    @Nullable String firstFailure,
    double cpuSeconds,
    List<Comparison> comparisons,
    List<Second> series) {

  /** Version of the format. */
  public static final String SCHEMA = "openshift-kafka/load-report/v1";

  /** Accepts older reports, which have no comparisons. */
  public Report {
    comparisons = comparisons == null ? List.of() : comparisons;
  }

  /** Whether every record arrived and, with consumers, was consumed. */
  public boolean complete() {
    return fault() == null;
  }

  /** Returns which records failed or are missing; null when the run is complete. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public @Nullable String fault() {
    if (verification.failed() > 0) {
      return "%d of %d records failed; first error: %s"
          .formatted(
              verification.failed(),
              verification.failed() + verification.delivered(),
              firstFailure);
    }
    if (verification.lost() > 0) {
      return "%d of %d delivered records are not in the topics"
          .formatted(verification.lost(), verification.delivered());
    }
    return verification.unread() > 0
        ? "%d of %d records were not consumed"
            .formatted(verification.unread(), verification.arrived())
        : null;
  }

  /**
   * The cluster and the JVM of a run.
   *
   * @param clusterId id of the Kafka cluster
   * @param brokers number of brokers
   * @param clientVersion version of the Kafka client
   * @param processors processors available to the JVM
   * @param heapMegabytes maximum heap, in megabytes (10^6 bytes)
   * @param javaVersion version of Java
   * @param pods number of pods that ran the workload
   */
  public record Environment(
      String clusterId,
      int brokers,
      String clientVersion,
      int processors,
      long heapMegabytes,
      String javaVersion,
      int pods) {

    static Environment of(Admin admin) throws ExecutionException, InterruptedException {
      var cluster = admin.describeCluster();
      var runtime = Runtime.getRuntime();
      return new Environment(
          cluster.clusterId().get(),
          cluster.nodes().get().size(),
          versionOfClient(),
          runtime.availableProcessors(),
          runtime.maxMemory() / 1_000_000,
          Runtime.version().toString(),
          1);
    }

    /** The version that Kafka's clients log when they start. */
    private static String versionOfClient() {
      try (InputStream file = Admin.class.getResourceAsStream("/kafka/kafka-version.properties")) {
        var properties = new Properties();
        properties.load(Objects.requireNonNull(file, "kafka-version.properties"));
        return properties.getProperty("version").strip();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Environment withPods(int number) {
      return new Environment(
          clusterId, brokers, clientVersion, processors, heapMegabytes, javaVersion, number);
    }
  }

  /**
   * Latency percentiles, in milliseconds.
   *
   * @param records number of measured records
   * @param p50Ms median
   * @param p90Ms 90th percentile
   * @param p99Ms 99th percentile
   * @param p999Ms 99.9th percentile
   * @param maxMs maximum
   * @param histogram all latencies in microseconds: HdrHistogram's compressed format, in Base64
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Latency(
      long records,
      double p50Ms,
      double p90Ms,
      double p99Ms,
      double p999Ms,
      double maxMs,
      String histogram) {

    static Latency of(Histogram times) {
      var bytes = ByteBuffer.allocate(times.getNeededByteBufferCapacity());
      int length = times.encodeIntoCompressedByteBuffer(bytes);
      var encoded = new byte[length];
      bytes.rewind().get(encoded);
      return new Latency(
          times.getTotalCount(),
          times.getValueAtPercentile(50) / 1000.0,
          times.getValueAtPercentile(90) / 1000.0,
          times.getValueAtPercentile(99) / 1000.0,
          times.getValueAtPercentile(99.9) / 1000.0,
          times.getMaxValue() / 1000.0,
          Base64.getEncoder().encodeToString(encoded));
    }

    /**
     * Decodes the histogram.
     *
     * @throws IllegalArgumentException when it is not valid
     */
    Histogram times() {
      try {
        return Histogram.decodeFromCompressedByteBuffer(
            ByteBuffer.wrap(Base64.getDecoder().decode(histogram)), 0);
      } catch (DataFormatException e) {
        throw new IllegalArgumentException("invalid histogram: " + histogram, e);
      }
    }
  }

  /**
   * One second of a run.
   *
   * @param second its end, in seconds since the first record, warm-up included
   * @param produced records passed to producers
   * @param delivered records acknowledged; with acks=0, written to the connection
   * @param failed records that failed
   * @param consumed records consumed
   * @param inQueue records in flight at its end: produced, and neither delivered nor failed
   * @param p50Ms median latency of acknowledgements, in milliseconds
   * @param p99Ms 99th percentile
   * @param maxMs maximum
   */
  public record Second(
      double second,
      long produced,
      long delivered,
      long failed,
      long consumed,
      long inQueue,
      double p50Ms,
      double p99Ms,
      double maxMs) {

    static Second of(double second, Counts in, Counts total, Histogram latency) {
      return new Second(
          second,
          in.produced(),
          in.delivered(),
          in.failed(),
          in.consumed(),
          total.inQueue(),
          latency.getValueAtPercentile(50) / 1000.0,
          latency.getValueAtPercentile(99) / 1000.0,
          latency.getMaxValue() / 1000.0);
    }

    /** Merges the same second of two pods: counts are added, latencies are those of the slower. */
    Second plus(Second other) {
      return new Second(
          Math.max(second, other.second),
          produced + other.produced,
          delivered + other.delivered,
          failed + other.failed,
          consumed + other.consumed,
          inQueue + other.inQueue,
          Math.max(p50Ms, other.p50Ms),
          Math.max(p99Ms, other.p99Ms),
          Math.max(maxMs, other.maxMs));
    }
  }

  /**
   * Compares the end offsets of the topics with the producers' callbacks, warm-up included.
   *
   * @param delivered records whose callback succeeded
   * @param failed records whose callback failed
   * @param arrived records in the topics, by end offsets
   * @param lost records delivered but not in the topics; possible with acks=0
   * @param unexpected records in the topics but not delivered: failed sends that arrived, or
   *     duplicates of a retry
   * @param unread records in the topics that were not consumed; 0 without consumers
   */
  public record Verification(
      long delivered, long failed, long arrived, long lost, long unexpected, long unread) {

    /**
     * Compares counts.
     *
     * @param consumed records that were consumed; null without consumers
     */
    static Verification of(long delivered, long failed, long arrived, @Nullable Long consumed) {
      return new Verification(
          delivered,
          failed,
          arrived,
          Math.max(0, delivered - arrived),
          Math.max(0, arrived - delivered),
          consumed == null ? 0 : Math.max(0, arrived - consumed));
    }
  }

  /**
   * A reference rate to which a run is compared.
   *
   * @param name name of the reference
   * @param recordsPerSecond its records per second
   * @param megabytesPerSecond the same in megabytes (10^6 bytes) of values
   * @param ratio the run's rate divided by this rate
   * @param remark explanation, without a full stop
   */
  public record Comparison(
      String name,
      double recordsPerSecond,
      double megabytesPerSecond,
      double ratio,
      String remark) {}
}
