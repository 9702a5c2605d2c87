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

/** Renders a {@link Capacity} as the stack's output: numbers by name, then sentences. */
public final class CapacityReport {
  private final Capacity capacity;
  private final StackConfig config;

  private CapacityReport(Capacity capacity) {
    this.capacity = capacity;
    this.config = capacity.config();
  }

  /** The output of a configuration with the AWS layer. */
  public static Map<String, Object> of(StackConfig config) {
    return Capacity.of(config)
        .map(capacity -> new CapacityReport(capacity).report())
        .orElseGet(
            () ->
                Map.of(
                    "explanation",
                    List.of(
                        "No figures: they are known for brokers with EBS volumes on "
                            + InstanceTypes.known()
                            + ".")));
  }

  private Map<String, Object> report() {
    var report = new LinkedHashMap<String, Object>();
    report.put("hardware", hardware());
    report.put("replicationFactor", capacity.layout().replicationFactor());
    report.put("messageBytes", config.kafka().messageBytes());
    report.put("sustained", ceiling(capacity.sustained()));
    report.put("burst", ceiling(capacity.burst()));
    report.put("endurance", endurance());
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

  private Map<String, Object> ceiling(ThroughputLimit ceiling) {
    return Map.of(
        "writeMBps",
        round(ceiling.writeMBps(), 1),
        "messagesPerSecond",
        round(ceiling.messagesPerSecond(config.kafka().messageBytes()), 0),
        "binds",
        ceiling.binds().toString());
  }

  private Map<String, Object> endurance() {
    BurstDuration endurance = capacity.endurance();
    return Map.of(
        "writeMBps", round(capacity.writeMBps(), 1),
        "volumeMBps", round(endurance.volumeMBps(), 1),
        "bucketHours", hours(endurance.bucketHours()),
        "diskFullHours", hours(endurance.diskFullHours()));
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
    BurstDuration endurance = capacity.endurance();
    var sentences = new ArrayList<String>();
    if (throughput.bucketMB() > 0) {
      sentences.add(
          text(
              "Each volume sustains %.1f MB/s and bursts to %.1f MB/s.",
              throughput.sustainedMBps(), throughput.burstMBps()));
    } else {
      sentences.add(text("Each volume holds %.1f MB/s.", throughput.sustainedMBps()));
    }
    sentences.add(
        text(
            "At %.1f MB/s of records each takes %.1f MB/s: %s.",
            capacity.writeMBps(), endurance.volumeMBps(), lasts(throughput, endurance)));
    sentences.add(
        text(
            "Without deletion a disk is full after %.2f h at this rate.",
            endurance.diskFullHours()));
    capacity.warning().ifPresent(sentences::add);
    return List.copyOf(sentences);
  }

  private static String lasts(VolumeThroughput throughput, BurstDuration endurance) {
    if (endurance.volumeMBps() > throughput.burstMBps()) {
      return "more than it can take";
    }
    return Double.isInfinite(endurance.bucketHours())
        ? "it holds that without end"
        : text(
            "from a full bucket that holds for %.2f h, then it falls to %.1f MB/s",
            endurance.bucketHours(), throughput.sustainedMBps());
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
