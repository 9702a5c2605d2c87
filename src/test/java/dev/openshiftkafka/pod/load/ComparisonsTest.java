package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.capacity.model.Hardware;
import dev.openshiftkafka.capacity.model.InstanceType;
import dev.openshiftkafka.capacity.model.Volume;
import dev.openshiftkafka.pod.load.Report.Comparison;
import dev.openshiftkafka.pod.load.Workload.ConsumeSpec;
import dev.openshiftkafka.pod.load.Workload.Reference;
import dev.openshiftkafka.pod.load.Workload.TopicsSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comparisons of a run of the article's workload on the article's hardware. */
class ComparisonsTest {
  private static final Hardware ARTICLE =
      new Hardware(
          new InstanceType("m4.2xlarge", 1000, 1000, 1000, 1000), 1, Volume.of("st1", 500));

  private static final Workload WORKLOAD =
      new Workload(
          "article",
          null,
          0,
          0,
          10,
          0,
          new TopicsSpec(null, 1, 3, 1, null),
          new ProduceSpec(1, 0, 100, null, 0, null, null, "0", false, null),
          null,
          new Reference(
              "the article",
              487_442,
              48.74,
              "3 m4.2xlarge with 500 GiB st1 each, rdkafka_performance for 11.1 s"));

  @Test
  void of_articleRate_sustainedByVolumes() {
    List<Comparison> rows = Comparisons.of(WORKLOAD, 487_442, 3, ARTICLE);

    assertEquals(
        List.of("the article", "hardware, burst", "hardware, sustained"),
        rows.stream().map(Comparison::name).toList());
    assertEquals(1, rows.get(0).ratio());
    // Three partitions with replication factor 1: each broker takes a third, and the instances'
    // 125 MB/s are the bottleneck.
    assertEquals(3 * 125e6 / 111, rows.get(1).recordsPerSecond(), 1);
    assertEquals("bound by the EBS bandwidth of the instance", rows.get(1).remark());
    // 3 x 20.48 MB/s; at 18.04 MB/s for each broker the burst buckets never empty.
    assertEquals(3 * 20.48e6 / 111, rows.get(2).recordsPerSecond(), 100);
    assertTrue(rows.get(2).remark().endsWith("the volumes sustain this rate indefinitely"));
  }

  @Test
  void of_greaterRate_emptiesBurstBuckets() {
    Comparison sustained = Comparisons.of(WORKLOAD, 1_000_000, 3, ARTICLE).get(2);

    // 500 GiB of credits, drained at 37.0 - 20.48 MB/s on each broker.
    double hours = 500 * 1073.741824 / (111.0 / 3 - 20.48) / 3600;
    assertTrue(
        sustained
            .remark()
            .endsWith("full burst buckets sustain this rate for %.2f h".formatted(hours)),
        sustained.remark());
    assertTrue(sustained.ratio() > 1);
  }

  @Test
  void of_hardwareUnknown_onlyReference() {
    assertEquals(1, Comparisons.of(WORKLOAD, 487_442, 3, null).size());
  }

  @Test
  void of_consumersOnly_none() {
    var reads =
        new Workload(
            "consumer", null, 0, 0, 0, 0, null, null, new ConsumeSpec(1, false, 1000, null), null);

    assertEquals(List.of(), Comparisons.of(reads, 1000, 3, ARTICLE));
  }

  /** The documentation shows the table of the article's result on the article's hardware. */
  @Test
  void table_articleRate_matchesDocumentation() throws IOException {
    String documented = Files.readString(Path.of("docs/benchmark.md"));

    List<String> lines =
        Comparisons.table(487_442, 48.7442, Comparisons.of(WORKLOAD, 487_442, 3, ARTICLE));

    assertEquals(5, lines.size());
    for (String line : lines) {
      assertTrue(documented.contains("\n  " + line + "\n"), line);
    }
  }
}
