package dev.openshiftkafka.pod.listeners;

import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.scrape.Scraper;
import dev.openshiftkafka.pod.scrape.Scraper.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The clients of a listener, as the brokers' metrics show them. */
final class ListenerClients {
  private static final String CONNECTIONS = "kafka_server_socketservermetrics_connection_count";

  /** Over about the last minute: clients that connect for a moment only. */
  private static final String NEW = "kafka_server_socketservermetrics_connection_creation_rate";

  private final String listener;
  private final Scraper scraper;

  /**
   * Creates the clients of a listener.
   *
   * @param listener name of the listener
   */
  ListenerClients(String listener, Scraper scraper) {
    this.listener = listener;
    this.scraper = scraper;
  }

  /**
   * Checks that there are none.
   *
   * @param exporters JMX exporters of the brokers, as host:port
   * @throws RetriableAdminException when a broker has connections, or exports no metrics
   */
  void check(List<String> exporters) throws RetriableAdminException, InterruptedException {
    var reasons = new ArrayList<String>();
    for (String exporter : exporters) {
      String broker = exporter.split("[.:]", 2)[0];
      List<Sample> samples =
          scraper.read(exporter).orElse(List.of()).stream()
              .filter(sample -> listener.equals(sample.labels().get("listener")))
              .toList();
      double connections = sum(samples, CONNECTIONS);
      double created = sum(samples, NEW);
      if (samples.stream().noneMatch(sample -> sample.metric().equals(CONNECTIONS))) {
        reasons.add(broker + " exports no metrics of it");
      } else if (connections > 0 || created > 0) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "%s has %.0f connections, and %.2f new ones per second",
                broker,
                connections,
                created));
      }
    }
    if (!reasons.isEmpty()) {
      throw new RetriableAdminException(
          "listener "
              + listener
              + " has clients, which this update would disconnect: "
              + String.join("; ", reasons)
              + "; move them to a secure listener (docs/secure.md), or set"
              + " security.allowDisconnect to true");
    }
  }

  private static double sum(List<Sample> samples, String metric) {
    return samples.stream()
        .filter(sample -> sample.metric().equals(metric))
        .mapToDouble(Sample::value)
        .sum();
  }
}
