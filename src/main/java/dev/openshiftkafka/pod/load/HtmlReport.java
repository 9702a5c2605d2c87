package dev.openshiftkafka.pod.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A report as one page that needs nothing else: data, styles and the plots' library are in it. */
final class HtmlReport {
  /** Places of the library, as its own build and as the load generator's archive has it. */
  private static final String LIBRARY = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private HtmlReport() {}

  static String of(String json) throws IOException {
    return resource("report.html")
        .replace("/*STYLE*/", resource(LIBRARY + "uPlot.min.css"))
        .replace("/*LIBRARY*/", resource(LIBRARY + "uPlot.iife.min.js"))
        // The only text that could end the element that holds it.
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
