package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.openshiftkafka.pod.load.Report.Comparison;
import dev.openshiftkafka.pod.load.Report.Latency;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as JSON, HTML and Markdown files, and the reports of single pods as JSON. */
public final class ReportFiles {
  /** Prefix of the line before each printed file; the file's name follows. */
  static final String MARK = "=== ";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, String> files = new LinkedHashMap<>();

  ReportFiles(Report report) throws IOException {
    this(report, MarkdownReport.of(report));
  }

  /**
   * Renders the report of another load generator.
   *
   * @param report an object with the fields of {@link Report}, of which some may be absent
   * @param markdown the report as one line of Markdown
   */
  public ReportFiles(Object report, String markdown) throws IOException {
    String json = json(report);
    files.put("report.json", json);
    files.put("report.html", HtmlReport.of(json));
    files.put("report.md", markdown);
  }

  /** Adds the reports of single pods. */
  ReportFiles withPods(List<Report> pods) throws JsonProcessingException {
    for (int number = 0; number < pods.size(); number++) {
      files.put("report-" + number + ".json", json(pods.get(number)));
    }
    return this;
  }

  static String json(Object report) throws JsonProcessingException {
    return JSON.writeValueAsString(report);
  }

  static Report read(String json) throws JsonProcessingException {
    return JSON.readValue(json, Report.class);
  }

  /** Writes all files to a folder, which is created. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue() + "\n");
    }
  }

  /** Prints each file after a line with its name, and a last such line without a name. */
  void print(PrintWriter out) {
    files.forEach((name, text) -> out.println(MARK + name + "\n" + text));
    out.println(MARK);
  }

  /** A report as a self-contained HTML page, with data, styles and the plot library. */
  static final class HtmlReport {
    /** Path of uPlot, in its own jar and in the load generator's. */
    private static final String LIBRARY = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private HtmlReport() {}

    static String of(String json) throws IOException {
      return resource("report.html")
          .replace("/*STYLE*/", resource(LIBRARY + "uPlot.min.css"))
          .replace("/*LIBRARY*/", resource(LIBRARY + "uPlot.iife.min.js"))
          // "</script>" in the JSON would end the element that holds it.
          .replace("/*REPORT*/", json.replace("</", "<\\/"));
    }

    private static String resource(String name) throws IOException {
      try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IOException("not on the class path: " + name);
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  /** A report as one line of Markdown, for a pull request comment. */
  static final class MarkdownReport {
    private MarkdownReport() {}

    static String of(Report report) {
      var spec = report.workload().produce();
      var text = new StringBuilder();
      text.append(
          String.format(
              Locale.ROOT,
              "**%s**: %,.0f records/s, %.2f MB/s (%d B, %s, RF %d) over %.1f s",
              report.workload().name(),
              report.recordsPerSecond(),
              report.megabytesPerSecond(),
              spec.messageBytes(),
              spec.producers() > 0 ? "acks=" + spec.acks() : "consumed",
              report.workload().topics().replicationFactor(),
              report.seconds()));
      if (report.acknowledged().records() > 0) {
        text.append(times("acknowledged", report.acknowledged()));
      }
      if (report.endToEnd() != null) {
        text.append(times("consumed", report.endToEnd()));
      }
      for (Comparison row : report.comparisons()) {
        text.append(
            String.format(
                Locale.ROOT,
                "; %.2f x %s (%,.0f records/s)",
                row.ratio(),
                row.name(),
                row.recordsPerSecond()));
      }
      text.append(report.complete() ? "; every record arrived" : "; **FAILED**: " + report.fault());
      return text.toString();
    }

    private static String times(String what, Latency latency) {
      return String.format(
          Locale.ROOT,
          "; %s after %.1f ms (p50), %.1f ms (p99), %.1f ms (p99.9)",
          what,
          latency.p50Ms(),
          latency.p99Ms(),
          latency.p999Ms());
    }
  }
}
