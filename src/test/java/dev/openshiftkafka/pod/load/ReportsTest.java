package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.load.DistributedRun.MergedReport;
import dev.openshiftkafka.pod.load.Report.Comparison;
import dev.openshiftkafka.pod.load.Report.Environment;
import dev.openshiftkafka.pod.load.Report.Latency;
import dev.openshiftkafka.pod.load.Report.Second;
import dev.openshiftkafka.pod.load.Report.Verification;
import dev.openshiftkafka.pod.load.ReportFiles.HtmlReport;
import dev.openshiftkafka.pod.load.ReportFiles.MarkdownReport;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Serialization, rendering and merging of reports. */
class ReportsTest {
  private static final Workload WORKLOAD =
      new Workload(
          "small",
          "A </script> of a workload.",
          0,
          0,
          10,
          0,
          null,
          new ProduceSpec(1, 0, 100, null, 0, null, null, "0", false, null),
          null,
          null);

  @Test
  void merge_twoReports_addsHistograms() throws IOException {
    var random = new SplittableRandom(1);
    var together = new Histogram(3);
    var reports =
        List.of(
            report(samples(random, 10_000, 1_000, together), 10_000, 0),
            report(samples(random, 300, 3_000_000, together), 300, 2));

    Report merged = MergedReport.of(reports, 10_300, null);

    assertEquals(together, merged.acknowledged().times());
    assertEquals(together.getValueAtPercentile(99.9) / 1000.0, merged.acknowledged().p999Ms());
    assertEquals(10_300, merged.delivered());
    assertEquals(10_300, merged.verification().delivered());
    assertEquals(2, merged.verification().failed());
    assertEquals(2, merged.environment().pods());
    assertEquals(20_000, merged.series().get(0).produced());
    assertNull(merged.endToEnd());
  }

  @Test
  void json_roundTrip_isEqual() throws IOException {
    Report report = report(samples(new SplittableRandom(2), 50, 100, new Histogram(3)), 50, 1);

    assertEquals(report, ReportFiles.read(ReportFiles.json(report)));
  }

  @Test
  void fault_incompleteRun_saysWhatIsMissing() throws IOException {
    Histogram none = new Histogram(3);
    assertNull(report(none, 100, 0).fault());
    assertTrue(report(none, 100, 5).fault().startsWith("5 of 105 records failed; first error: "));
    Report lost = with(report(none, 100, 0), Verification.of(100, 0, 60, null));
    assertEquals("40 of 100 delivered records are not in the topics", lost.fault());
    assertTrue(MarkdownReport.of(lost).contains("**FAILED**: 40 of 100"), MarkdownReport.of(lost));
    assertTrue(ReportFiles.json(lost).contains("\"fault\" : \"40 of 100"));
    Report unread = with(report(none, 100, 0), Verification.of(100, 0, 100, 70L));
    assertEquals("30 of 100 records were not consumed", unread.fault());
  }

  @Test
  void html_anyReport_isSelfContained() throws IOException {
    String json = ReportFiles.json(report(new Histogram(3), 100, 0));
    String page = HtmlReport.of(json);

    assertFalse(page.contains("/*LIBRARY*/") || page.contains("/*REPORT*/"), "not filled in");
    assertFalse(page.contains("A </script>"), "the description would end the script");
    assertFalse(page.matches("(?s).*(src|href)=\"?http.*"), "it needs the network");
    assertTrue(page.contains("uPlot"), "no plots");
  }

  private static Histogram samples(SplittableRandom random, int count, int most, Histogram all) {
    var times = new Histogram(3);
    for (int i = 0; i < count; i++) {
      long time = random.nextLong(1, most);
      times.recordValue(time);
      all.recordValue(time);
    }
    return times;
  }

  private static Report report(Histogram times, long delivered, long failed) {
    return new Report(
        Report.SCHEMA,
        "run",
        "2026-01-01T00:00:00Z",
        WORKLOAD,
        new Environment("id", 3, "3.9.2", 2, 512, "17", 1),
        10,
        delivered + failed,
        delivered,
        failed,
        0,
        delivered / 10.0,
        delivered / 100.0,
        Latency.of(times),
        null,
        Verification.of(delivered, failed, delivered, null),
        failed > 0 ? "TimeoutException" : null,
        1.5,
        List.of(new Comparison("the article", 487_442, 48.74, 1.25, "elsewhere")),
        List.of(new Second(1, 10_000, delivered, failed, 0, 0, 1, 2, 3)));
  }

  private static Report with(Report report, Verification verification) {
    return new Report(
        report.schema(),
        report.run(),
        report.started(),
        report.workload(),
        report.environment(),
        report.seconds(),
        report.produced(),
        report.delivered(),
        report.failed(),
        report.consumed(),
        report.recordsPerSecond(),
        report.megabytesPerSecond(),
        report.acknowledged(),
        report.endToEnd(),
        verification,
        report.firstFailure(),
        report.cpuSeconds(),
        report.comparisons(),
        report.series());
  }
}
