package dev.openshiftkafka.pod.cmak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Speaks with CMAK 3.0.0 as a browser does: it has no other way to learn of a cluster. */
final class CmakClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int LONGEST_ANSWER = 500;

  /**
   * The version by which CMAK chooses how to read a cluster: one that every release of this line
   * offers. The brokers' own, 3.9, none does.
   */
  private static final String KAFKA_VERSION = "2.4.0";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  private final URI cmak;

  CmakClient(URI cmak) {
    this.cmak = cmak;
  }

  /**
   * Names of the clusters that CMAK knows, those that it is still connecting to included.
   *
   * <p>It lists active and pending clusters apart, each with its settings; all that matters here
   * are their names.
   */
  List<String> clusters() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(cmak.resolve("/api/status/clusters")).GET());
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode() + ": " + text(answer));
    }
    JsonNode clusters = new ObjectMapper().readTree(answer.body());
    return clusters.findValuesAsText("name");
  }

  /** Fills in the form that adds a cluster. */
  void add(String name, String zooKeeper) throws CmakException, InterruptedException {
    String form =
        form(name, zooKeeper).entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    try {
      HttpResponse<String> answer =
          send(
              HttpRequest.newBuilder(cmak.resolve("/clusters"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form)));
      if (answer.statusCode() >= 400) {
        throw new CmakException(
            "CMAK refuses the cluster with status " + answer.statusCode() + ": " + text(answer));
      }
    } catch (IOException e) {
      throw new CmakException("CMAK at " + cmak + " cannot be told of the cluster: " + e);
    }
  }

  /** What the form demands, and what differs from its own defaults. */
  private static Map<String, String> form(String name, String zooKeeper) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", name);
    fields.put("zkHosts", zooKeeper);
    fields.put("kafkaVersion", KAFKA_VERSION);
    // JMX of the brokers listens on their loopback alone; the exporter has its figures.
    fields.put("jmxEnabled", "false");
    fields.put("pollConsumers", "true");
    fields.put("activeOffsetCacheEnabled", "true");
    fields.put("securityProtocol", "PLAINTEXT");
    fields.put("saslMechanism", "DEFAULT");
    return fields;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The words of a page. */
  private static String text(HttpResponse<String> answer) {
    String words = answer.body().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    return words.substring(0, Math.min(LONGEST_ANSWER, words.length()));
  }

  /** CMAK does not do what it is asked to. */
  static final class CmakException extends Exception {
    private static final long serialVersionUID = 1L;

    CmakException(String message) {
      super(message);
    }
  }
}
