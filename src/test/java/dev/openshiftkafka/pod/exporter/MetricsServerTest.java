package dev.openshiftkafka.pod.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the exporter's HTTP server, with the MBeans of this JVM. */
class MetricsServerTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private MetricsServer server;

  @BeforeEach
  void start() throws Exception {
    new JmxCollector("rules: [{pattern: 'java.lang<type=Runtime><>Uptime', name: uptime}]")
        .register(registry);
    server = new MetricsServer(registry, 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Test
  void metrics_plain_areText() throws Exception {
    var response = get("/metrics");

    assertEquals(200, response.statusCode());
    assertTrue(
        response.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"),
        response.headers().toString());
    assertTrue(text(response.body()).contains("\nuptime "), text(response.body()));
  }

  @Test
  void metrics_asPrometheus_areZippedOpenMetrics() throws Exception {
    var response =
        get(
            "/metrics",
            "Accept",
            "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5",
            "Accept-Encoding",
            "gzip");

    String body =
        text(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes());
    assertTrue(
        response.headers().firstValue("Content-Type").orElse("").contains("openmetrics"),
        response.headers().toString());
    assertTrue(body.contains("\nuptime "), body);
    assertTrue(body.endsWith("# EOF\n"), body);
  }

  @Test
  void metrics_collectorFails_isServerError() throws Exception {
    MultiCollector failing =
        () -> {
          throw new IllegalStateException("no metrics");
        };
    registry.register(failing);

    assertEquals(500, get("/metrics").statusCode());
    assertEquals(200, get("/-/healthy").statusCode());
  }
}
