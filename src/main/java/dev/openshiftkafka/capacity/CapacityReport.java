package dev.openshiftkafka.capacity;

import dev.openshiftkafka.capacity.model.BurstDuration;
import dev.openshiftkafka.capacity.model.ReadLimit;
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
                            + " instance types of the families "
                            + InstanceTypes.families()
                            + ".")));
  }

  private Map<String, Object> report() {
    var report = new LinkedHashMap<String, Object>();
    report.put("hardware", hardware());
    report.put("replicationFactor", capacity.layout().replicationFactor());
    report.put("messageBytes", config.kafka().messageBytes());
    report.put("sustained", limit(capacity.sustained()));
    report.put("burst", limit(capacity.burst()));
    capacity.limits().zoneLoss().ifPresent(loss -> report.put("zoneDown", limit(loss)));
    report.put("endurance", burstDuration());
    if (capacity.limits().reads().groups() > 0) {
      report.put("reads", reads());
    }
    report.put("monthlyUSD", cost());
    report.put("prices", capacity.prices().source());
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
    var parts = new LinkedHashMap<String, Object>();
    for (CostPart part : cost.parts().keySet()) {
      parts.put(part.key(), round(cost.of(part), 2));
    }
    parts.put("total", round(cost.total(), 2));
    return parts;
  }

  private Map<String, Object> reads() {
    MonthlyCost cost = capacity.cost();
    ReadLimit behind = capacity.limits().readsBehind(capacity.writeMBps());
    var reads = new LinkedHashMap<String, Object>();
    reads.put("groups", capacity.limits().reads().groups());
    reads.put("groupUSD", round(cost.readGroup(), 2));
    reads.put("groupWithClientRackUSD", round(cost.readGroupWithClientRack(), 2));
    reads.put("clientRackSavesUSD", round(cost.clientRackSaves(), 2));
    reads.put("pageCacheMinutes", round(capacity.pageCacheMinutes(), 1));
    reads.put("behindMBps", round(behind.readMBps(), 1));
    reads.put("behindBinds", behind.binds().toString());
    return reads;
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
    if (capacity.limits().reads().groups() > 0) {
      sentences.addAll(readSentences());
    }
    if (capacity.remoteStorage().uploads() > 0) {
      sentences.add(remoteSentence());
    }
    capacity.warning().ifPresent(sentences::add);
    return List.copyOf(sentences);
  }

  private String remoteSentence() {
    RemoteStorage remote = capacity.remoteStorage();
    return remote.isUnlimited()
        ? "Remote storage grows without limit, because the retention of a topic in it is not"
            + " limited; its cost has the uploads only."
        : text(
            "Remote storage has at most %,.0f GiB, one copy of each record, if all records go to"
                + " topics that use it.",
            remote.storedGiB());
  }

  private List<String> readSentences() {
    MonthlyCost cost = capacity.cost();
    ReadLimit behind = capacity.limits().readsBehind(capacity.writeMBps());
    return List.of(
        text(
            "Each consumer group that reads all records costs %,.0f USD a month for traffic between"
                + " zones, and %,.0f USD when its consumers set client.rack to their zone.",
            cost.readGroup(), cost.readGroupWithClientRack()),
        text(
            "The page cache of a broker holds the last %.1f minutes. Consumers that are further"
                + " behind read from the volumes, together at most %.1f MB/s, limited by the %s.",
            capacity.pageCacheMinutes(), behind.readMBps(), behind.binds()));
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
