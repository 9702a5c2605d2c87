package dev.openshiftkafka.pod.exporter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import javax.management.MalformedObjectNameException;

/**
 * Serves the metrics of the Prometheus JMX exporter's collector over HTTP: GET /metrics, and GET
 * /-/healthy, which does not query JMX.
 *
 * <p>The exporter's own server is one jar with Protocol Buffers, which does not fit into a
 * ConfigMap. Prometheus requests the text formats.
 */
public final class MetricsServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int FAILED = 500;

  /** A scrape that waits for a paused broker must not block the next one. */
  private static final int THREADS = 4;

  private final PrometheusRegistry registry;
  private final ExpositionFormatWriter openMetrics = new OpenMetricsTextFormatWriter(true, false);
  private final ExpositionFormatWriter text = new PrometheusTextFormatWriter(true);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final HttpServer server;

  /**
   * Starts the server.
   *
   * @param port port; 0 for any free one
   * @throws IOException when the port is in use
   */
  MetricsServer(PrometheusRegistry registry, int port) throws IOException {
    this.registry = registry;
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(threads);
    server.createContext("/metrics", this::metrics);
    server.createContext("/-/healthy", exchange -> answer(exchange, OK, "Exporter is healthy.\n"));
    server.start();
  }

  /**
   * Runs until the process ends.
   *
   * @param args port and configuration file of the exporter, and server.properties of a node with
   *     certificates
   * @throws IOException when the file cannot be read or the port is in use
   * @throws MalformedObjectNameException when the file names an invalid MBean
   */
  @SuppressWarnings("resource") // its threads keep the process alive
  public static void main(String[] args) throws IOException, MalformedObjectNameException {
    var registry = new PrometheusRegistry();
    new JmxCollector(new File(args[1]), JmxCollector.Mode.STANDALONE).register(registry);
    if (args.length > 2) {
      registry.register(new CertificateExpiry(Path.of(args[2]), System.err));
    }
    new MetricsServer(registry, Integer.parseInt(args[0]));
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void metrics(HttpExchange exchange) throws IOException {
    MetricSnapshots snapshots;
    try {
      snapshots = registry.scrape();
    } catch (RuntimeException e) {
      answer(exchange, FAILED, e + "\n");
      return;
    }
    String accepted = exchange.getRequestHeaders().getFirst("Accept");
    ExpositionFormatWriter writer = openMetrics.accepts(accepted) ? openMetrics : text;
    boolean zipped = acceptsGzip(exchange);
    exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
    if (zipped) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(OK, 0);
    try (exchange;
        OutputStream body =
            zipped
                ? new GZIPOutputStream(exchange.getResponseBody())
                : exchange.getResponseBody()) {
      writer.write(body, snapshots);
    }
  }

  private static boolean acceptsGzip(HttpExchange exchange) {
    String encodings = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    return encodings != null && encodings.contains("gzip");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
