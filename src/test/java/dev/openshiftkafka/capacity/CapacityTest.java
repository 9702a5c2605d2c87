package dev.openshiftkafka.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The capacity of whole stack files. */
class CapacityTest {
  private static StackConfig read(String stack, Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.read(stack), edits);
    return new ConfigSource("openshift-kafka", stack, values).read();
  }

  private static Capacity capacity(String stack, Map<String, ?> edits) {
    return Capacity.of(read(stack, edits)).orElseThrow();
  }

  @Test
  void theArticlesHardwareIsExplained() {
    assertEquals(
        List.of(
            "Each volume sustains 20.5 MB/s and bursts to 128.0 MB/s.",
            "At 49.0 MB/s of records each takes 49.0 MB/s: from a full bucket that holds for 5.23 h,"
                + " then it falls to 20.5 MB/s.",
            "Without deletion a disk is full after 3.04 h at this rate.",
            "kafka.expectedWriteMBps is 49, but the declared hardware sustains 20.5 MB/s, bound by"
                + " the throughput of the volume. From full buckets it holds for 5.23 h."),
        CapacityReport.of(read("article", Map.of())).get("explanation"));
  }

  @Test
  void theArticlesMonthCostsWhatItsPartsCost() {
    MonthlyCost cost = capacity("article", Map.of()).cost();
    assertEquals(3 * 0.4 * 730, cost.instances(), 1e-9);
    assertEquals(3 * 500 * 0.045 + 3 * 2 * 0.08 + 3 * 120 * 0.08, cost.volumes(), 1e-9);
    assertEquals(3 * 0.045 * 730, cost.natGateways(), 1e-9);
    // Two copies of 49 MB/s, each at 0.01 for leaving and 0.01 for entering a zone.
    assertEquals(2 * 0.049 * 3600 * 730 * 0.02, cost.crossZoneReplication(), 1e-6);
    assertEquals(
        cost.instances() + cost.volumes() + cost.natGateways() + cost.crossZoneReplication(),
        cost.total(),
        1e-9);
  }

  @Test
  void productionHoldsWhatIsExpectedOfIt() {
    assertEquals(Optional.empty(), capacity("prod", Map.of()).warning());
    assertTrue(
        capacity("prod", Map.of()).sustained().writeMBps()
            > 6 * capacity("article", Map.of()).sustained().writeMBps());
    assertTrue(capacity("prod", Map.of()).cost().natGateways() == 0);
  }

  @Test
  void moreThanABurstIsSaid() {
    assertEquals(
        Optional.of(
            "kafka.expectedWriteMBps is 200, but the declared hardware sustains 20.5 MB/s, bound by"
                + " the throughput of the volume. Not even a burst reaches it: that ends at 125.0"
                + " MB/s, bound by the EBS bandwidth of the instance."),
        capacity("article", Map.of("kafka/expectedWriteMBps", 200)).warning());
  }

  @Test
  void aTypeWithoutFiguresGetsNone() {
    var report = CapacityReport.of(read("dev", Map.of("aws/nodes/instanceType", "x9.huge")));
    assertTrue(
        report.get("explanation").toString().contains("m4.2xlarge, m5.2xlarge"), "" + report);
    assertEquals(1, report.size());
  }

  @Test
  void anOrdinaryPriceIsKnownForEveryTypeWithFigures() {
    for (String type : InstanceTypes.known().split(", ")) {
      assertTrue(Prices.instanceMonth(type).isPresent(), type);
    }
  }

  @Test
  void brokersThatOutnumberTheNodesShareThem() {
    var shared = capacity("dev", Map.of("kafka/brokers", 6));
    assertEquals(2, shared.hardware().brokersPerNode());
    assertEquals(125, shared.burst().writeMBps(), 0.05);
  }
}
