package dev.openshiftkafka.pod.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.pod.load.Report.Comparison;
import dev.openshiftkafka.pod.load.Report.Environment;
import dev.openshiftkafka.pod.load.Report.Latency;
import dev.openshiftkafka.pod.load.Report.Second;
import dev.openshiftkafka.pod.load.Report.Verification;
import dev.openshiftkafka.testing.Programs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.zeroturnaround.exec.ProcessExecutor;

/** The HTML report in a browser without network access. */
class ReportPageIT {
  private static final Path FOLDER = Path.of("target/e2e/report-page").toAbsolutePath();
  private static final int WIDTH = 1100;
  private static final int SECONDS = 60;

  /** Colours of the lines in the page. */
  private static final int DELIVERED = 0x0969da;

  private static final int P99 = 0xbf8700;
  private static final int LONGEST = 0xcf222e;

  @Test
  void html_noNetwork_drawsPlots() throws Exception {
    BufferedImage page = opened("plots", report(series()));

    // Each line spans most of its plot; a legend's marker is a few pixels wide.
    for (int colour : List.of(DELIVERED, P99, LONGEST)) {
      assertTrue(columns(page, colour) > WIDTH / 2, Integer.toHexString(colour));
    }
  }

  /** The counter-check: no colour of a line without data. */
  @Test
  void html_noSeries_drawsNoLines() throws Exception {
    BufferedImage page = opened("none", report(List.of()));

    assertEquals(0, columns(page, LONGEST) / (WIDTH / 20));
  }

  private static BufferedImage opened(String name, Report report) throws Exception {
    Path folder = FOLDER.resolve(name);
    new ReportFiles(report).write(folder);
    Path screenshot = folder.resolve("page.png");
    Files.deleteIfExists(screenshot);
    var ended =
        new ProcessExecutor(
                Programs.onPath("chromium", "chromium-browser", "google-chrome"),
                "--headless",
                // The tests run as root.
                "--no-sandbox",
                "--disable-gpu",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=5000",
                "--window-size=" + WIDTH + ",1500",
                "--screenshot=" + screenshot,
                folder.resolve("report.html").toUri().toString())
            .readOutput(true)
            .redirectErrorStream(true)
            .timeout(2, TimeUnit.MINUTES)
            .execute();
    assertEquals(0, ended.getExitValue(), ended.outputUTF8());
    return ImageIO.read(screenshot.toFile());
  }

  /** Counts the columns of the screenshot that contain a colour. */
  private static long columns(BufferedImage page, int colour) {
    return IntStream.range(0, page.getWidth())
        .filter(
            x ->
                IntStream.range(0, page.getHeight())
                    .anyMatch(y -> (page.getRGB(x, y) & 0xffffff) == colour))
        .count();
  }

  private static List<Second> series() {
    return IntStream.rangeClosed(1, SECONDS)
        .mapToObj(
            i -> {
              double wave = Math.sin(i / 6.0);
              long delivered = Math.round(480_000 + 40_000 * wave);
              return new Second(
                  i, delivered, delivered, 0, 0, 200_000, 350 - 40 * wave, 700, 900 + 60 * wave);
            })
        .toList();
  }

  private static Report report(List<Second> series) throws IOException {
    var times = new Histogram(3);
    IntStream.rangeClosed(1, 1000).forEach(i -> times.recordValue(i * 900L));
    long delivered = series.stream().mapToLong(Second::delivered).sum();
    Workload workload =
        new Workload(
            "article",
            "A sample for the HTML page.",
            0,
            0,
            SECONDS,
            0,
            null,
            new ProduceSpec(1, 0, 100, null, 0, null, null, "0", false, null),
            null,
            null);
    return new Report(
        Report.SCHEMA,
        "run",
        "2026-01-01T00:00:00Z",
        workload,
        new Environment("id", 3, "3.9.2", 2, 512, "17", 1),
        SECONDS,
        delivered,
        delivered,
        0,
        0,
        delivered / (double) SECONDS,
        delivered * 100 / 1e6 / SECONDS,
        Latency.of(times),
        null,
        Verification.of(delivered, 0, delivered, null),
        null,
        12.5,
        List.of(new Comparison("the article", 487_442, 48.74, 0.98, "elsewhere")),
        series);
  }
}
