package dev.openshiftkafka.pod.listeners;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.openshiftkafka.pod.admin.AdminResults.RetriableAdminException;
import dev.openshiftkafka.pod.scrape.Scraper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests of the check that no client uses a listener. */
class ListenerClientsTest {
  private static final String FIRST = "kafka-kafka-0.kafka-kafka-headless.kafka.svc:5556";
  private static final String SECOND = "kafka-kafka-1.kafka-kafka-headless.kafka.svc:5556";

  private final Scraper scraper = mock(Scraper.class);
  private final ListenerClients clients = new ListenerClients("PLAINTEXT", scraper);

  private void exported(String exporter, double connections, double created)
      throws InterruptedException {
    when(scraper.read(exporter))
        .thenReturn(
            Optional.of(
                Scraper.parse(
                    """
                    kafka_server_socketservermetrics_connection_count{listener="MTLS",networkProcessor="0"} 7.0
                    kafka_server_socketservermetrics_connection_count{listener="PLAINTEXT",networkProcessor="1"} %s
                    kafka_server_socketservermetrics_connection_count{listener="PLAINTEXT",networkProcessor="2"} 0.0
                    kafka_server_socketservermetrics_connection_creation_rate{listener="PLAINTEXT",networkProcessor="1"} %s
                    """
                        .formatted(connections, created))));
  }

  @Test
  void check_otherListenersOnly_passes() throws Exception {
    exported(FIRST, 0, 0);
    exported(SECOND, 0, 0);

    assertThatCode(() -> clients.check(List.of(FIRST, SECOND))).doesNotThrowAnyException();
  }

  @Test
  void check_connections_namesBrokersAndNumbers() throws Exception {
    exported(FIRST, 0, 0);
    exported(SECOND, 3, 0.25);

    assertThatThrownBy(() -> clients.check(List.of(FIRST, SECOND)))
        .isInstanceOf(RetriableAdminException.class)
        .hasMessageContaining(
            "listener PLAINTEXT has clients, which this update would disconnect:"
                + " kafka-kafka-1 has 3 connections, and 0.25 new ones per second; move them")
        .hasMessageContaining("security.allowDisconnect");
  }

  /** A tool that runs once a minute has no connection most of the time. */
  @Test
  void check_recentConnectionsOnly_isRefused() throws Exception {
    exported(FIRST, 0, 0.01);

    assertThatThrownBy(() -> clients.check(List.of(FIRST)))
        .hasMessageContaining("kafka-kafka-0 has 0 connections, and 0.01 new ones per second");
  }

  @Test
  void check_noMetrics_isRefused() throws Exception {
    when(scraper.read(FIRST)).thenReturn(Optional.empty());

    assertThatThrownBy(() -> clients.check(List.of(FIRST)))
        .hasMessageContaining("kafka-kafka-0 exports no metrics of it");
  }
}
