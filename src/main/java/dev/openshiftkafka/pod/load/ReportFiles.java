package dev.openshiftkafka.pod.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report's three forms, and those of which it was made. */
public final class ReportFiles {
  /** A line before each file that is printed; its name follows. */
  static final String MARK = "=== ";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, String> files = new LinkedHashMap<>();

  ReportFiles(Report report) throws IOException {
    this(report, MarkdownReport.of(report));
  }

  /**
   * Renders a report of another program.
   *
   * @param report in the form of {@link Report}, of which parts may be absent
   * @param markdown the same as one line
   */
  public ReportFiles(Object report, String markdown) throws IOException {
    String json = json(report);
    files.put("report.json", json);
    files.put("report.html", HtmlReport.of(json));
    files.put("report.md", markdown);
  }

  /** Keeps what each of several programs has measured by itself beside the report of all. */
  ReportFiles and(List<Report> parts) throws JsonProcessingException {
    for (int number = 0; number < parts.size(); number++) {
      files.put("report-" + number + ".json", json(parts.get(number)));
    }
    return this;
  }

  static String json(Object report) throws JsonProcessingException {
    return JSON.writeValueAsString(report);
  }

  static Report read(String json) throws JsonProcessingException {
    return JSON.readValue(json, Report.class);
  }

  /** Writes each into a file of a folder, which is made. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue() + "\n");
    }
  }

  /** Prints each file after a line that names it, and a last such line without a name. */
  void print(PrintWriter out) {
    files.forEach((name, text) -> out.println(MARK + name + "\n" + text));
    out.println(MARK);
  }
}
