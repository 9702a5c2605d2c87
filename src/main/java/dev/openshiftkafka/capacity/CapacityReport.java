package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.BurstDuration;
import dev.openshiftkafka.capacity.model.ThroughputLimit;
import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.capacity.model.VolumeThroughput;
import dev.openshiftkafka.config.StackConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders a {@link Capacity} as the stack output {@code capacity}: figures, then sentences. */
public final class CapacityReport {
  private final Capacity capacity;
  private final StackConfig config;

  private CapacityReport(Capacity capacity) {
    this.capacity = capacity;
    this.config = capacity.config();
  }

  /** The output for a configuration with the AWS layer. */
  public static Map<String, Object> of(StackConfig config) {
    return Capacity.of(config)
        .map(capacity -> new CapacityReport(capacity).report())
        .orElseGet(
            () ->
                Map.of(
                    "explanation",
                    List.of(
                        "The capacity is not known: the model covers brokers with EBS volumes on"
                            + " the instance types "
                            + InstanceTypes.known()
                            + ".")));
  }

  private Map<String, Object> report() {
    var report = new LinkedHashMap<String, Object>();
    report.put("hardware", hardware());
    report.put("replicationFactor", capacity.layout().replicationFactor());
    report.put("messageBytes", config.kafka().messageBytes());
    report.put("sustained", limit(capacity.sustained()));
    report.put("burst", limit(capacity.burst()));
    report.put("endurance", burstDuration());
    report.put("monthlyUSD", cost());
    report.put("prices", Prices.SOURCE);
    report.put("explanation", explanation());
    return report;
  }

  private String hardware() {
    Volume volume = capacity.hardware().volume();
    return text(
        "%d brokers on %d %s, each with %.0f GiB %s",
        config.kafka().brokers(),
        config.zones().size() * config.aws().nodes().perZone(),
        capacity.hardware().instance().name(),
        volume.sizeGiB(),
        volume.type());
  }

  private Map<String, Object> limit(ThroughputLimit limit) {
    return Map.of(
        "writeMBps",
        round(limit.writeMBps(), 1),
        "messagesPerSecond",
        round(limit.messagesPerSecond(config.kafka().messageBytes()), 0),
        "binds",
        limit.binds().toString());
  }

  private Map<String, Object> burstDuration() {
    BurstDuration duration = capacity.burstDuration();
    return Map.of(
        "writeMBps", round(capacity.writeMBps(), 1),
        "volumeMBps", round(duration.volumeMBps(), 1),
        "bucketHours", hours(duration.bucketHours()),
        "diskFullHours", hours(duration.diskFullHours()));
  }

  private Map<String, Object> cost() {
    MonthlyCost cost = capacity.cost();
    return Map.of(
        "instances", round(cost.instances(), 2),
        "volumes", round(cost.volumes(), 2),
        "natGateways", round(cost.natGateways(), 2),
        "crossZoneReplication", round(cost.crossZoneReplication(), 2),
        "total", round(cost.total(), 2));
  }

  private List<String> explanation() {
    var throughput = VolumeThroughput.of(capacity.hardware().volume());
    BurstDuration duration = capacity.burstDuration();
    var sentences = new ArrayList<String>();
    if (throughput.bucketMB() > 0) {
      sentences.add(
          text(
              "Each volume sustains %.1f MB/s and bursts to %.1f MB/s.",
              throughput.sustainedMBps(), throughput.burstMBps()));
    } else {
      sentences.add(text("Each volume sustains %.1f MB/s.", throughput.sustainedMBps()));
    }
    sentences.add(
        text(
            "At a write rate of %.1f MB/s, each volume of the busiest broker writes %.1f MB/s: %s.",
            capacity.writeMBps(), duration.volumeMBps(), duration(throughput, duration)));
    sentences.add(
        text(
            "Without log retention, a volume is full after %.2f h at this rate.",
            duration.diskFullHours()));
    capacity.warning().ifPresent(sentences::add);
    return List.copyOf(sentences);
  }

  private static String duration(VolumeThroughput throughput, BurstDuration duration) {
    if (duration.volumeMBps() > throughput.burstMBps()) {
      return "more than its burst throughput";
    }
    return Double.isInfinite(duration.bucketHours())
        ? "it sustains this indefinitely"
        : text(
            "a full burst bucket lasts %.2f h, then throughput drops to %.1f MB/s",
            duration.bucketHours(), throughput.sustainedMBps());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static Object hours(double hours) {
    return Double.isInfinite(hours) ? "unlimited" : round(hours, 2);
  }

  private static double round(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).doubleValue();
  }
}
