package dev.openshiftkafka.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openshiftkafka.pod.load.Report;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Result of a run of rdkafka_performance, in the format of the load generator's {@link Report}. It
 * omits what rdkafka_performance does not report: percentiles, arrived records by end offsets,
 * acknowledgements, the topic, the cluster and the time.
 *
 * @param schema version of the format
 * @param run identifier of the run
 * @param workload the workload, as far as the output describes it
 * @param seconds time from the first message to the last line of figures
 * @param produced messages handed to librdkafka
 * @param delivered messages that librdkafka reported as delivered; with acks=0, as sent
 * @param failed messages that were not delivered
 * @param consumed messages read
 * @param recordsPerSecond rate over the whole run, as rdkafka_performance reports it
 * @param megabytesPerSecond the same rate in 10^6 bytes of values
 * @param firstFailure the first error in the output, when messages failed
 * @param librdkafka figures that the load generator's report does not have
 * @param series differences between lines
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RdkafkaReport(
    String schema,
    String run,
    Workload workload,
    double seconds,
    long produced,
    long delivered,
    long failed,
    long consumed,
    double recordsPerSecond,
    double megabytesPerSecond,
    @Nullable String firstFailure,
    Extras librdkafka,
    List<Second> series) {

  /** The workload; without {@code records} for a run until interruption. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Workload(String name, @Nullable Long records, @Nullable Produce produce) {}

  /** Producer settings; null for a consumer. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Produce(@Nullable Integer messageBytes, @Nullable String compression) {}

  /**
   * Figures that only librdkafka reports.
   *
   * @param produceCalls produce calls, which are reported together with the backpressures
   * @param backpressures produce calls that found the queue full; null when not reported
   * @param latency message latency; null unless measured
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Extras(
      @Nullable Long produceCalls,
      @Nullable Long backpressures,
      @Nullable RdkafkaLatency latency) {}

  /** Differences between a line and the previous one. */
  record Second(
      double second, long produced, long delivered, long failed, long consumed, long inQueue) {}

  /** Whether all messages were delivered or read. */
  boolean complete() {
    return fault() == null;
  }

  /** Description of the failure; null without one. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public @Nullable String fault() {
    String cause = firstFailure == null ? "" : "; first error: " + firstFailure;
    if (failed > 0) {
      return "%d of %d records failed%s".formatted(failed, failed + delivered + consumed, cause);
    }
    return delivered + consumed == 0 ? "no record was delivered or read" + cause : null;
  }

  /** One line of Markdown, for a pull request. */
  String markdown() {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "**%s**: %,.0f records/s, %.2f MB/s (%s) over %.1f s",
            workload.name(),
            recordsPerSecond,
            megabytesPerSecond,
            workload.produce() == null ? "read" : workload.produce().messageBytes() + " B",
            seconds));
    if (librdkafka.backpressures() != null) {
      text.append(
          String.format(
              Locale.ROOT,
              "; %,d backpressures for %,d produce calls",
              librdkafka.backpressures(),
              librdkafka.produceCalls()));
    }
    text.append(complete() ? "" : "; **FAILED**: " + fault());
    return text.append("; not verified by end offsets").toString();
  }
}
