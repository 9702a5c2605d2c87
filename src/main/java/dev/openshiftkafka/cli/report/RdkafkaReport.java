package dev.openshiftkafka.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openshiftkafka.pod.load.Report;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run of rdkafka_performance has shown, in the form of the load generator's {@link Report}.
 * It has no part of that report which rdkafka_performance does not tell: percentiles, what arrived
 * by end offsets, acknowledgements, the topic, the cluster, when it was.
 *
 * @param schema version of the form
 * @param run what tells this run from others
 * @param workload what it did, as far as its output tells
 * @param seconds time from the first message to the last line of figures
 * @param produced messages handed to librdkafka
 * @param delivered messages that librdkafka reported as delivered; with acks=0, as sent
 * @param failed messages that it gave up
 * @param consumed messages read
 * @param recordsPerSecond its own figure, of all the time
 * @param megabytesPerSecond the same in values' bytes, 10^6 of them
 * @param firstFailure the first error that it wrote, when messages failed
 * @param librdkafka what the load generator's report has no place for
 * @param series what happened from line to line
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

  /** The workload; of a run that was to go on until it is interrupted, without a number. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Workload(String name, @Nullable Long records, @Nullable Produce produce) {}

  /** How messages were written; null where only messages were read. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Produce(@Nullable Integer messageBytes, @Nullable String compression) {}

  /**
   * Figures of librdkafka's own.
   *
   * @param produceCalls calls that handed over a message, as told with the backpressures
   * @param backpressures calls that found the queue full; null when nothing was written of them
   * @param latency times of messages; null unless they were measured
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Extras(
      @Nullable Long produceCalls,
      @Nullable Long backpressures,
      @Nullable RdkafkaLatency latency) {}

  /** What happened until a line since the one before. */
  record Second(
      double second, long produced, long delivered, long failed, long consumed, long inQueue) {}

  /** Whether nothing failed. */
  boolean complete() {
    return fault() == null;
  }

  /** What went wrong, in words; null when nothing is known to have. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public @Nullable String fault() {
    String cause = firstFailure == null ? "" : ", the first with: " + firstFailure;
    if (failed > 0) {
      return "%d of %d records failed%s".formatted(failed, failed + delivered + consumed, cause);
    }
    return delivered + consumed == 0 ? "no record was delivered or read" + cause : null;
  }

  /** One line, for a pull request. */
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
