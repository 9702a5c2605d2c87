package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

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
}
