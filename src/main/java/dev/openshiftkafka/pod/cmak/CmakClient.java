package dev.openshiftkafka.pod.cmak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A client of CMAK 3.0.0. It submits the web form, because CMAK's API cannot add a cluster. */
final class CmakClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_MESSAGE_LENGTH = 500;

  /**
   * The Kafka version of the form, which every release of CMAK 3.0 offers. No release offers the
   * brokers' own, 3.9.
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

  /** Returns the names of all clusters that CMAK lists, active and pending. */
  List<String> clusters() throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(HttpRequest.newBuilder(cmak.resolve("/api/status/clusters")).GET());
    if (response.statusCode() != 200) {
      throw new IOException("HTTP " + response.statusCode() + ": " + text(response));
    }
    JsonNode clusters = new ObjectMapper().readTree(response.body());
    return clusters.findValuesAsText("name");
  }

  /** Submits the form that adds a cluster. */
  void add(String name, String zooKeeper) throws CmakException, InterruptedException {
    String form =
        form(name, zooKeeper).entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    try {
      HttpResponse<String> response =
          send(
              HttpRequest.newBuilder(cmak.resolve("/clusters"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form)));
      if (response.statusCode() >= 400) {
        throw new CmakException(
            "cluster %s: CMAK rejected it with HTTP %d (%s); correct --name or --zookeeper"
                .formatted(name, response.statusCode(), text(response)));
      }
    } catch (IOException e) {
      throw new CmakException(
          "CMAK at %s: did not answer the registration (%s); check that its pod is ready"
              .formatted(cmak, e));
    }
  }

  /** Returns the required fields, and those that differ from the form's defaults. */
  private static Map<String, String> form(String name, String zooKeeper) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", name);
    fields.put("zkHosts", zooKeeper);
    fields.put("kafkaVersion", KAFKA_VERSION);
    // The brokers' JMX listens on the loopback interface only; the exporter serves its metrics.
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

  /** Returns the text of an HTML page. */
  private static String text(HttpResponse<String> response) {
    String text = response.body().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    return text.substring(0, Math.min(MAX_MESSAGE_LENGTH, text.length()));
  }

  /** CMAK is unreachable, or did not register the cluster. */
  static final class CmakException extends Exception {
    private static final long serialVersionUID = 1L;

    CmakException(String message) {
      super(message);
    }
  }
}
