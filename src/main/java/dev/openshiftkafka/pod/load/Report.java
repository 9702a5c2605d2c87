package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openshiftkafka.pod.load.RunCounters.Counts;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * What a run has shown.
 *
 * @param schema version of this report's form
 * @param run what tells this run from others
 * @param started when the first record was due (ISO 8601)
 * @param workload the workload, with all defaults filled in
 * @param environment where it ran
 * @param seconds time that was counted, from the end of the warm-up until nothing was under way
 * @param produced records handed to producers in that time
 * @param delivered records delivered in that time
 * @param failed records given up in that time
 * @param consumed records read in that time
 * @param recordsPerSecond delivered records per second; of a run that only reads, those read
 * @param megabytesPerSecond the same in values' bytes, 10^6 of them
 * @param acknowledged time from when a record was due until it was acknowledged
 * @param endToEnd time from when a record was due until it was read; null when not measured
 * @param verification what arrived and was read
 * @param firstFailure why the first record failed; null when none did
 * @param cpuSeconds processor time of this program during the run, in seconds
 * @param comparisons what others published for this workload, and what the hardware can write
 * @param series each second that was counted
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
    Latency endToEnd,
    Verification verification,
    String firstFailure,
    double cpuSeconds,
    List<Comparison> comparisons,
    List<Second> series) {

  /** Version of the form. */
  public static final String SCHEMA = "openshift-kafka/load-report/v1";

  /** Takes a report of a time before there were comparisons as one without. */
  public Report {
    comparisons = comparisons == null ? List.of() : comparisons;
  }

  /** Whether every record that was handed over arrived and, if anything reads, was read. */
  public boolean complete() {
    return fault() == null;
  }

  /** What is missing, in words; null when nothing is. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public String fault() {
    if (verification.failed() > 0) {
      return "%d of %d records failed, the first with: %s"
          .formatted(
              verification.failed(),
              verification.failed() + verification.delivered(),
              firstFailure);
    }
    if (verification.lost() > 0) {
      return "%d of %d delivered records did not arrive"
          .formatted(verification.lost(), verification.delivered());
    }
    return verification.unread() > 0
        ? "%d of %d records were not read".formatted(verification.unread(), verification.arrived())
        : null;
  }

  /**
   * Where a run took place.
   *
   * @param clusterId id of the Kafka cluster
   * @param brokers brokers of it
   * @param clientVersion version of the Kafka client
   * @param processors processors that the program may use
   * @param heapMegabytes heap that it may use, in 10^6 bytes
   * @param javaVersion version of Java
   * @param pods programs that ran together
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
          AppInfoParser.getVersion(),
          runtime.availableProcessors(),
          runtime.maxMemory() / 1_000_000,
          Runtime.version().toString(),
          1);
    }

    Environment inPods(int number) {
      return new Environment(
          clusterId, brokers, clientVersion, processors, heapMegabytes, javaVersion, number);
    }
  }

  /**
   * Times of many records, in milliseconds.
   *
   * @param records records that were timed
   * @param p50Ms median
   * @param p90Ms 90th percentile
   * @param p99Ms 99th percentile
   * @param p999Ms 99.9th percentile
   * @param maxMs longest
   * @param histogram all of them in microseconds: HdrHistogram's compressed form, in Base64
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
     * The times again, to be added to others.
     *
     * @throws IllegalArgumentException when the text is no histogram
     */
    Histogram times() {
      try {
        return Histogram.decodeFromCompressedByteBuffer(
            ByteBuffer.wrap(Base64.getDecoder().decode(histogram)), 0);
      } catch (DataFormatException e) {
        throw new IllegalArgumentException("no histogram: " + histogram, e);
      }
    }
  }

  /**
   * One second of a run.
   *
   * @param second end of it, in seconds from the first record; the warm-up comes first
   * @param produced records handed to the producers in it
   * @param delivered records acknowledged in it; with acks=0, written to the connection
   * @param failed records given up in it
   * @param consumed records read in it
   * @param inQueue records that are handed over and neither delivered nor failed, at its end
   * @param p50Ms median time to the acknowledgement, in milliseconds
   * @param p99Ms 99th percentile
   * @param maxMs longest
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

    /** The same second of two programs: counts are summed, times are those of the slower one. */
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
   * What the partitions hold, beside what the producers were told. Both from the first record on, the
   * warm-up included.
   *
   * @param delivered records that the producers took for delivered
   * @param failed records that the producers took for failed
   * @param arrived records that arrived, by end offsets
   * @param lost records delivered and not there; without acknowledgements (acks=0) this is how it
   *     shows
   * @param unexpected records there and not delivered: of failed writes that arrived nevertheless, or
   *     written twice by a retry
   * @param unread records that arrived and were not read, when there are readers
   */
  public record Verification(
      long delivered, long failed, long arrived, long lost, long unexpected, long unread) {

    /**
     * Compares.
     *
     * @param read records that were read; null when there are no readers
     */
    static Verification of(long delivered, long failed, long arrived, Long read) {
      return new Verification(
          delivered,
          failed,
          arrived,
          Math.max(0, delivered - arrived),
          Math.max(0, arrived - delivered),
          read == null ? 0 : Math.max(0, arrived - read));
    }
  }

  /**
   * A figure beside which a run is read.
   *
   * @param name whose figure it is
   * @param recordsPerSecond records per second
   * @param megabytesPerSecond the same in values' bytes, 10^6 of them
   * @param ratio the run's rate divided by this one
   * @param remark what it means for the run, in a sentence without its stop
   */
  public record Comparison(
      String name, double recordsPerSecond, double megabytesPerSecond, double ratio, String remark) {}
}
