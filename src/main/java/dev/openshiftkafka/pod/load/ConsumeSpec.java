package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
