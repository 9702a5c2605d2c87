package dev.openshiftkafka.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Capacity of the stack files. */
class CapacityTest {
  private static StackConfig read(String stack, Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.read(stack), edits);
    return new ConfigSource("openshift-kafka", stack, values).read();
  }

  private static Capacity capacity(String stack, Map<String, ?> edits) {
    return Capacity.of(read(stack, edits)).orElseThrow();
  }

  @Test
  void report_article_explainsLimits() {
    assertEquals(
        List.of(
            "Each volume sustains 20.5 MB/s and bursts to 128.0 MB/s.",
            "At a write rate of 49.0 MB/s, each volume of the busiest broker writes 49.0 MB/s: a"
                + " full burst bucket lasts 5.23 h, then throughput drops to 20.5 MB/s.",
            "Without log retention, a volume is full after 3.04 h at this rate.",
            "kafka.expectedWriteMBps: 49 MB/s is more than the declared hardware sustains, 20.5"
                + " MB/s, limited by the throughput of the volume (kafka.volume). With full burst"
                + " buckets it is possible for 5.23 h."),
        CapacityReport.of(read("article", Map.of())).get("explanation"));
  }

  @Test
  void cost_article_isSumOfParts() {
    MonthlyCost cost = capacity("article", Map.of("aws/snapshots/daily", true)).cost();
    double gigabytes = 0.049 * 3600 * 730;
    assertEquals(3 * 0.4 * 730, cost.of(CostPart.INSTANCES), 1e-9);
    assertEquals(3 * 500 * 0.045 + 3 * 2 * 0.08 + 3 * 120 * 0.08, cost.of(CostPart.VOLUMES), 1e-9);
    assertEquals(3 * 0.045 * 730, cost.of(CostPart.NAT_GATEWAYS), 1e-9);
    // Two replicas of 49 MB/s, each at 0.01 USD for outgoing and 0.01 USD for incoming traffic.
    assertEquals(2 * gigabytes * 0.02, cost.of(CostPart.REPLICATION), 1e-6);
    assertEquals(gigabytes * 2 / 3 * 0.02, cost.of(CostPart.PRODUCERS), 1e-6);
    assertEquals(0, cost.of(CostPart.READS));
    // Seven snapshots of two hours of three replicas, all of which change in a day.
    assertEquals(7 * 3 * 49e6 * 7200 / (1L << 30) * 0.05, cost.of(CostPart.SNAPSHOTS), 1e-6);
    assertEquals(Arrays.stream(CostPart.values()).mapToDouble(cost::of).sum(), cost.total(), 1e-9);
  }

  @Test
  void cost_otherRegion_hasItsPrices() {
    MonthlyCost cost = capacity("prod", Map.of()).cost();
    assertEquals(3 * 0.428 * 730, cost.of(CostPart.INSTANCES), 1e-9);
    assertEquals((3 * 5000 + 3 * 10 + 3 * 120) * 0.088, cost.of(CostPart.VOLUMES), 1e-9);
  }

  @Test
  void report_readGroups_statesCostAndWhatClientRackSaves() {
    var report =
        CapacityReport.of(
            read("prod", Map.of("kafka/expectedReadGroups", 3, "kafka/messageBytes", 100)));
    // Two thirds of 49 MB/s between zones, at 0.02 USD per GB.
    assertEquals(
        Map.of(
            "groups", 3,
            "groupUSD", 1716.96,
            "groupWithClientRackUSD", 0.0,
            "clientRackSavesUSD", 5150.88,
            // 16 GiB without a heap of 5 GiB, filled at 49 MB/s.
            "pageCacheMinutes", 4.0,
            // 131.1 MB/s of each volume without 49 MB/s of writes.
            "behindMBps", 246.2,
            "behindBinds", "throughput of the volume"),
        report.get("reads"));
    assertTrue(
        report
            .get("explanation")
            .toString()
            .contains(
                "Each consumer group that reads all records costs 1,717 USD a month for traffic"
                    + " between zones, and 0 USD when its consumers set client.rack to their zone."),
        report.toString());
  }

  @Test
  void warning_groupsBehind_countsTheirReads() {
    assertEquals(
        Optional.of(
            "kafka.expectedWriteMBps: 49 MB/s is more than the declared hardware sustains while a"
                + " zone is down, 43.7 MB/s with kafka.expectedReadGroups 4, limited by the"
                + " throughput of the volume (kafka.volume)."),
        capacity("prod", Map.of("kafka/expectedReadGroups", 4, "kafka/expectedReadGroupsBehind", 4))
            .warning());
  }

  @Test
  void warning_prod_empty() {
    assertEquals(Optional.empty(), capacity("prod", Map.of()).warning());
    assertTrue(
        capacity("prod", Map.of()).sustained().writeMBps()
            > 6 * capacity("article", Map.of()).sustained().writeMBps());
    assertTrue(capacity("prod", Map.of()).cost().of(CostPart.NAT_GATEWAYS) == 0);
  }

  @Test
  void warning_rateAboveBurst_namesBothLimits() {
    assertEquals(
        Optional.of(
            "kafka.expectedWriteMBps: 200 MB/s is more than the declared hardware sustains, 20.5"
                + " MB/s, limited by the throughput of the volume (kafka.volume). It is also more"
                + " than the burst limit, 125.0 MB/s, limited by the EBS bandwidth of the instance"
                + " (aws.nodes.instanceType)."),
        capacity(
                "article",
                Map.of("kafka/expectedWriteMBps", 200, "kafka/settings/log.retention.minutes", 30))
            .warning());
  }

  @Test
  void report_unknownInstanceType_listsKnownTypes() {
    var report = CapacityReport.of(read("dev", Map.of("aws/nodes/instanceType", "x9.huge")));
    assertTrue(
        report.get("explanation").toString().contains("families c6i, c7g,"), report.toString());
    assertEquals(1, report.size());
  }

  @Test
  void hardware_moreBrokersThanNodes_sharesNodes() {
    var shared = capacity("dev", Map.of("kafka/brokers", 6));
    assertEquals(2, shared.hardware().brokersPerNode());
    assertEquals(125, shared.burst().writeMBps(), 0.05);
  }

  @Test
  void read_moreGroupsBehindThanGroups_isRefused() {
    var e =
        assertThrows(
            InvalidConfigException.class,
            () ->
                read(
                    "prod",
                    Map.of("kafka/expectedReadGroups", 2, "kafka/expectedReadGroupsBehind", 3)));
    assertTrue(
        e.getMessage()
            .contains(
                "kafka.expectedReadGroupsBehind: \"3\" is more than kafka.expectedReadGroups (2);"
                    + " lower it or raise expectedReadGroups"),
        e.getMessage());
  }

  /** 30 days at 49 MB/s in one copy, and its uploads in parts of 25 MiB. */
  @Test
  void cost_tieredTopic_hasRemoteStorage() {
    var config = new ConfigSource("openshift-kafka", "prod", StackFile.tiered()).read();
    var cost = Capacity.of(config).orElseThrow().cost();
    double stored = 49e6 * 720 * 3600 / (1L << 30);
    double uploads = 49e6 * 3600 * 730 / (25 << 20);

    assertEquals(stored * 0.023 + uploads / 1000 * 0.005, cost.of(CostPart.REMOTE_STORAGE), 1e-6);
    assertEquals(0, capacity("prod", Map.of()).cost().of(CostPart.REMOTE_STORAGE));
    assertFalse(capacity("prod", Map.of()).cost().parts().containsKey(CostPart.REMOTE_STORAGE));
    assertTrue(
        String.valueOf(CapacityReport.of(config).get("explanation"))
            .contains("Remote storage has at most 118,285 GiB"));
  }
}
