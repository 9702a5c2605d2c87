package dev.openshiftkafka.pod.scrape;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the metrics of an exporter, in the text format of Prometheus. */
public final class Scraper {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int OK = 200;

  private static final Pattern SERIES =
      Pattern.compile(
          "^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{([^}]*)\\})? ([-+.0-9E]+)", Pattern.MULTILINE);

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * A series with its value.
   *
   * @param metric name of the metric
   * @param labels values of the labels, by their names
   */
  public record Sample(String metric, Map<String, String> labels, double value) {}

  /**
   * The samples of an exporter; empty when it does not answer.
   *
   * @param exporter address, as host:port
   */
  public Optional<List<Sample>> read(String exporter) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + exporter + "/metrics"))
            .timeout(TIMEOUT)
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return response.statusCode() == OK ? Optional.of(parse(response.body())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The samples in a text. */
  public static List<Sample> parse(String text) {
    var samples = new ArrayList<Sample>();
    Matcher series = SERIES.matcher(text);
    while (series.find()) {
      var labels = new HashMap<String, String>();
      Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
      samples.add(
          new Sample(series.group(1), Map.copyOf(labels), Double.parseDouble(series.group(3))));
    }
    return List.copyOf(samples);
  }
}
