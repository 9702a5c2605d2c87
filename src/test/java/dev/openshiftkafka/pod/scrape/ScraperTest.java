package dev.openshiftkafka.pod.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.openshiftkafka.pod.scrape.Scraper.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the reader of exporters' metrics. */
class ScraperTest {
  private static String answer(int status, String text, Reading reading)
      throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      return reading.of("127.0.0.1:" + server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  /** Reads from an exporter. */
  private interface Reading {
    String of(String exporter) throws InterruptedException;
  }

  @Test
  void read_exporter_returnsSamples() throws Exception {
    assertThat(
            answer(
                200,
                "# TYPE up gauge\nup{a=\"b c\",d=\"\"} 1.5E3\nplain 2.0\n",
                exporter -> new Scraper().read(exporter).orElseThrow().toString()))
        .isEqualTo(
            List.of(
                    new Sample("up", Map.of("a", "b c", "d", ""), 1500),
                    new Sample("plain", Map.of(), 2))
                .toString());
  }

  @Test
  void read_failure_isEmpty() throws Exception {
    assertThat(answer(500, "up 1\n", exporter -> new Scraper().read(exporter).toString()))
        .isEqualTo("Optional.empty");
    assertThat(new Scraper().read("127.0.0.1:1")).isEmpty();
  }

  /** The metrics of the check of listeners, as a broker of Kafka exports them. */
  @Test
  void parse_recordedBroker_hasConnectionsOfListeners() throws Exception {
    String text =
        Files.readString(Path.of("src/test/resources/observability/scrapes/kraft-broker.txt"));

    assertThat(Scraper.parse(text))
        .filteredOn(sample -> "PLAINTEXT".equals(sample.labels().get("listener")))
        .extracting(Sample::metric)
        .contains(
            "kafka_server_socketservermetrics_connection_count",
            "kafka_server_socketservermetrics_connection_creation_rate");
  }
}
