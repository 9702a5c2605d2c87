package dev.openshiftkafka.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
    JsonObject answer =
        get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    return stream(answer.getAsJsonObject("data").getAsJsonArray("result"))
        .map(
            series ->
                new Sample(
                    labels(series.getAsJsonObject("metric")),
                    series.getAsJsonArray("value").get(1).getAsDouble()))
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
    JsonObject data = get("/api/v1/targets?state=active").getAsJsonObject("data");
    stream(data.getAsJsonArray("activeTargets"))
        .filter(target -> job.equals(labels(target.getAsJsonObject("labels")).get("job")))
        .forEach(
            target ->
                found.put(
                    labels(target.getAsJsonObject("labels")).get("pod"),
                    target.get("health").getAsString() + target.get("lastError").getAsString()));
    return found;
  }

  /** A loaded alerting rule. */
  record Rule(String name, String query, String health, String error) {}

  /** Returns all loaded alerting rules. */
  List<Rule> alerts() {
    JsonObject data = get("/api/v1/rules?type=alert").getAsJsonObject("data");
    return stream(data.getAsJsonArray("groups"))
        .flatMap(group -> stream(group.getAsJsonArray("rules")))
        .map(
            rule ->
                new Rule(
                    rule.get("name").getAsString(),
                    rule.get("query").getAsString(),
                    rule.get("health").getAsString(),
                    rule.has("lastError") ? rule.get("lastError").getAsString() : ""))
        .toList();
  }

  /** Whether an alert is firing. */
  boolean fires(String alert) {
    return !query("ALERTS{alertname=\"%s\", alertstate=\"firing\"}".formatted(alert)).isEmpty();
  }

  /** Returns the names of all metrics with series. */
  Set<String> metrics() {
    JsonArray names = get("/api/v1/label/__name__/values").getAsJsonArray("data");
    return StreamSupport.stream(names.spliterator(), false)
        .map(JsonElement::getAsString)
        .collect(Collectors.toSet());
  }

  private JsonObject get(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(LIMIT).build();
      String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return JsonParser.parseString(body).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(path + " was interrupted", e);
    }
  }

  private static java.util.stream.Stream<JsonObject> stream(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
  }

  private static Map<String, String> labels(JsonObject metric) {
    var labels = new TreeMap<String, String>();
    metric.entrySet().forEach(entry -> labels.put(entry.getKey(), entry.getValue().getAsString()));
    return labels;
  }

  @Override
  public void close() {
    Shell.run(LIMIT, Map.of(), "local/prometheus", "down");
  }
}
