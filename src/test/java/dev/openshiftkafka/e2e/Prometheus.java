package dev.openshiftkafka.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openshiftkafka.testing.TestJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The Prometheus of local/prometheus, with the configuration that the operator generates. */
final class Prometheus implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Prometheus is built on the first run. */
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(15);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;

  Prometheus() {
    String said = Shell.run(BUILD_LIMIT, Map.of(), "local/prometheus", "up");
    address =
        said.lines()
            .filter(line -> line.contains("http://"))
            .map(line -> line.replaceFirst(".*(http://[0-9.:]+).*", "$1"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(said));
  }

  /** A sample: its labels and its value. */
  record Sample(Map<String, String> labels, double value) {
    String label(String name) {
      return labels.get(name);
    }
  }

  /** Evaluates an expression now. */
  List<Sample> query(String expression) {
    JsonNode answer =
        get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    return stream(answer.get("data").get("result"))
        .map(
            series ->
                new Sample(
                    labels(series.get("metric")),
                    Double.parseDouble(series.get("value").get(1).asText())))
        .toList();
  }

  /** Evaluates an expression and returns its values by a label, which must be unique. */
  Map<String, Double> query(String expression, String label) {
    return query(expression).stream()
        .collect(
            Collectors.toMap(
                sample -> sample.label(label),
                Sample::value,
                (first, second) -> {
                  throw new AssertionError("two series with one " + label + ": " + expression);
                },
                TreeMap::new));
  }

  /** Returns the health of each scraped pod. */
  Map<String, String> targets(String job) {
    var found = new TreeMap<String, String>();
    JsonNode data = get("/api/v1/targets?state=active").get("data");
    stream(data.get("activeTargets"))
        .filter(target -> job.equals(labels(target.get("labels")).get("job")))
        .forEach(
            target ->
                found.put(
                    labels(target.get("labels")).get("pod"),
                    target.get("health").asText() + target.get("lastError").asText()));
    return found;
  }

  /** A loaded alerting rule. */
  record Rule(String name, String query, String health, String error) {}

  /** Returns all loaded alerting rules. */
  List<Rule> alerts() {
    JsonNode data = get("/api/v1/rules?type=alert").get("data");
    return stream(data.get("groups"))
        .flatMap(group -> stream(group.get("rules")))
        .map(
            rule ->
                new Rule(
                    rule.get("name").asText(),
                    rule.get("query").asText(),
                    rule.get("health").asText(),
                    rule.has("lastError") ? rule.get("lastError").asText() : ""))
        .toList();
  }

  /** Whether an alert is firing. */
  boolean fires(String alert) {
    return !query("ALERTS{alertname=\"%s\", alertstate=\"firing\"}".formatted(alert)).isEmpty();
  }

  /** Returns the names of all metrics with series. */
  Set<String> metrics() {
    JsonNode names = get("/api/v1/label/__name__/values").get("data");
    return StreamSupport.stream(names.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }

  private JsonNode get(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(LIMIT).build();
      String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return TestJson.parse(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(path + " was interrupted", e);
    }
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Map<String, String> labels(JsonNode metric) {
    var labels = new TreeMap<String, String>();
    metric.properties().forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
    return labels;
  }

  @Override
  public void close() {
    Shell.run(LIMIT, Map.of(), "local/prometheus", "down");
  }
}
