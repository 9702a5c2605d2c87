package dev.openshiftkafka.pod.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.testing.SecureKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of the connections to one listener of a real broker. */
@Tag("nightly")
class ListenerLimitsIT {
  private static final String LIMIT = "listener.name.clients.max.connections";

  @TempDir Path folder;

  @Test
  void run_limitOfListener_isInForceWithoutRestart() throws Exception {
    try (var kafka = new SecureKafka(folder);
        Admin admin = kafka.admin()) {
      var brokers = new BrokerConfigs.OfCluster(admin);
      SSLSocketFactory tls = kafka.authority().clientSockets();
      int port = Integer.parseInt(kafka.passwords().split(":")[1]);
      assertThat(served(tls, port, 4)).isEqualTo(4);

      reconcile(brokers, Map.of(LIMIT, "3"), Map.of());
      assertThat(served(tls, port, 4)).isEqualTo(3);

      // The listener without the limit goes on: the admin's own.
      reconcile(brokers, Map.of(), Map.of(LIMIT, "2147483647"));
      assertThat(served(tls, port, 4)).isEqualTo(4);
      assertThat(brokers.read(Set.of(LIMIT)).get(1).get(LIMIT).value()).isNull();
    }
  }

  private static void reconcile(
      BrokerConfigs brokers, Map<String, String> set, Map<String, String> reset)
      throws InterruptedException {
    var out = new StringWriter();
    new Reconciliation(brokers, Duration.ofSeconds(30), new PrintWriter(out))
        .run(new Declaration(set, reset));
    assertThat(out.toString()).contains("in force on every broker: " + LIMIT);
  }

  /** How many of several connections the broker serves at the same time. */
  private static int served(SSLSocketFactory tls, int port, int connections) throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      int served = 0;
      for (int i = 0; i < connections; i++) {
        var socket = (SSLSocket) tls.createSocket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        socket.setSoTimeout(3000);
        try {
          socket.startHandshake();
          served++;
        } catch (java.net.SocketTimeoutException e) {
          // A broker at its limit leaves the next connection in the queue of the system.
          continue;
        }
      }
      return served;
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
